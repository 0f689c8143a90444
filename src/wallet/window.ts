import type { Json } from '../core/json';
import { slot, type Area } from '../storage/slot';

export interface ApprovalWindow {
  /** Opens it, or brings it to the front. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Opens another, on a screen of the wallet itself, or turns the one to it that is open: however often sites ask, there is one. */
  show(path: string): Promise<void>;
  onClosed(listener: () => void | Promise<void>): void;
}

/**
 * The one window in which sites' questions are answered. Made when the worker starts, because a closed window may be what woke it;
 * `ready` resolves when those who listen have been built.
 */
export function createApprovalWindow({ area, ready }: { readonly area: Area; readonly ready: () => Promise<unknown> }): ApprovalWindow {
  const stored = slot<number>('window', { area, version: 1, initial: chrome.windows.WINDOW_ID_NONE, check, onCorrupt: 'reset' });
  const listeners: (() => void | Promise<void>)[] = [];
  let opening: Promise<void> = Promise.resolve();
  let showing: Promise<number | undefined> = Promise.resolve(undefined);

  chrome.windows.onRemoved.addListener(async (id) => {
    // A window can be gone before the browser has said which one it opened.
    await opening.catch(() => undefined);
    if (id !== (await stored.read())) return;
    await stored.update(() => chrome.windows.WINDOW_ID_NONE);
    await ready();
    for (const listener of listeners) await listener();
  });

  async function show() {
    const id = await stored.read();
    if (id !== chrome.windows.WINDOW_ID_NONE) {
      const shown = await chrome.windows.update(id, { focused: true }).catch(() => undefined);
      if (shown) return;
    }
    const created = await create('/approval.html');
    await stored.update(() => created?.id ?? chrome.windows.WINDOW_ID_NONE);
  }

  return {
    // One after the other: two questions at once must not make two windows.
    open: () => (opening = opening.then(show, show)),
    close: async () => {
      const id = await stored.read();
      if (id !== chrome.windows.WINDOW_ID_NONE) await chrome.windows.remove(id).catch(() => undefined);
    },
    show: async (path) => {
      const turn = async (tab?: number) => turned(tab, `/popup.html#${path}`);
      await (showing = showing.then(turn, () => turn()));
    },
    onClosed: (listener) => void listeners.push(listener),
  };
}

const size = { width: 380, height: 640 };

const create = async (page: string) =>
  chrome.windows.create({ url: chrome.runtime.getURL(page as '/popup.html'), type: 'popup', focused: true, ...size, ...(await corner(size.width)) });

/** The tab that shows `page`: `tab`, if it is there, or one in a window of its own. */
async function turned(tab: number | undefined, page: string): Promise<number | undefined> {
  const there = tab !== undefined && (await chrome.tabs.update(tab, { url: chrome.runtime.getURL(page as '/popup.html') }).catch(() => undefined));
  if (!there) return (await create(page))?.tabs?.[0]?.id;
  await chrome.windows.update(there.windowId, { focused: true });
  return tab;
}

/** The upper right corner of the browser window the person looks at. */
async function corner(width: number): Promise<{ left?: number; top?: number }> {
  const current = await chrome.windows.getLastFocused().catch(() => undefined);
  if (current?.left === undefined || current.top === undefined || current.width === undefined) return {};
  return { left: Math.max(0, current.left + current.width - width), top: Math.max(0, current.top) };
}

function check(value: Json): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError('not a window id');
  return value;
}
