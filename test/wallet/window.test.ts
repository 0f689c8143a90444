import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApprovalWindow } from '../../src/wallet/window';
import { memoryArea } from '../fakes/platform';

/** The part of `chrome` that the window uses. */
function fakeChrome() {
  const removed: ((id: number) => Promise<void>)[] = [];
  const windows = new Map<number, object>();
  let next = 7;
  const api = {
    WINDOW_ID_NONE: -1,
    onRemoved: { addListener: (listener: (id: number) => Promise<void>) => void removed.push(listener) },
    create: vi.fn(async (options: object) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      windows.set(next, options);
      return { id: next, tabs: [{ id: 100 + next++ }] };
    }),
    update: vi.fn(async (id: number) => {
      if (!windows.has(id)) throw new Error('no window');
      return { id };
    }),
    remove: vi.fn(async (id: number) => {
      await close(id);
    }),
    getLastFocused: async () => ({ left: 100, top: 50, width: 1000 }),
  };
  const tabs = {
    update: vi.fn(async (tab: number, { url }: { readonly url: string }) => {
      const options = windows.get(tab - 100);
      if (!options) throw new Error('no tab');
      windows.set(tab - 100, { ...options, url });
      return { windowId: tab - 100 };
    }),
  };
  async function close(id: number) {
    windows.delete(id);
    for (const listener of removed) await listener(id);
  }
  return { api, tabs, windows, close, forget: () => removed.splice(0) };
}

describe('the approval window', () => {
  let chrome: ReturnType<typeof fakeChrome>;
  beforeEach(() => {
    chrome = fakeChrome();
    vi.stubGlobal('chrome', { windows: chrome.api, tabs: chrome.tabs, runtime: { getURL: (path: string) => `chrome-extension://self${path}` } });
  });
  afterEach(() => vi.unstubAllGlobals());

  const make = (area = memoryArea(), ready = async () => {}) => createApprovalWindow({ area, ready });

  it('is one, however many ask for it at once', async () => {
    const window = make();
    await Promise.all([window.open(), window.open(), window.open()]);
    expect([...chrome.windows.values()]).toMatchObject([{ url: 'chrome-extension://self/approval.html', type: 'popup', left: 720, top: 50 }]);
    expect(chrome.api.update).toHaveBeenCalledTimes(2);
  });

  it('is another than the one that shows a screen of the wallet', async () => {
    const window = make();
    const closed = vi.fn();
    window.onClosed(closed);
    await window.show('/activity');
    await window.open();
    await chrome.close(7);
    expect(closed).not.toHaveBeenCalled();
    expect([...chrome.windows.values()]).toMatchObject([{ url: 'chrome-extension://self/approval.html' }]);
    expect(chrome.api.create.mock.calls[0]).toMatchObject([{ url: 'chrome-extension://self/popup.html#/activity', type: 'popup', width: 380 }]);
  });

  it('shows screens of the wallet in one window, however often and however fast sites ask', async () => {
    const window = make();
    await Promise.all([window.show('/activity'), window.show('/activity/eip155:1/0x01')]);
    await window.show('/activity/eip155:1/0x02');
    expect([...chrome.windows.values()]).toMatchObject([{ url: 'chrome-extension://self/popup.html#/activity/eip155:1/0x02' }]);
    expect(chrome.api.update).toHaveBeenLastCalledWith(7, { focused: true });
    await chrome.close(7);
    await window.show('/activity');
    expect([...chrome.windows.values()]).toMatchObject([{ url: 'chrome-extension://self/popup.html#/activity' }]);
  });

  it('is noticed when it closes before the browser has said which one it is', async () => {
    const window = make();
    const closed = vi.fn();
    window.onClosed(closed);
    const opened = window.open();
    const early = chrome.close(7);
    await Promise.all([opened, early]);
    expect(closed).toHaveBeenCalledOnce();
  });

  it('is found again by the next worker', async () => {
    const area = memoryArea();
    await make(area).open();
    chrome.forget();
    await make(area).open();
    expect(chrome.windows.size).toBe(1);
  });

  it('is opened anew after it was closed', async () => {
    const window = make();
    await window.open();
    await chrome.close(7);
    await window.open();
    expect([...chrome.windows.keys()]).toEqual([8]);
  });

  it('tells that it was closed to listeners that its closing had to wake first', async () => {
    const area = memoryArea();
    await make(area).open();
    chrome.forget();
    const heard = vi.fn();
    const window = make(area, async () => window.onClosed(heard));
    await chrome.close(99);
    expect(heard).not.toHaveBeenCalled();
    await chrome.close(7);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('can be closed, also when it is gone', async () => {
    const window = make();
    await window.close();
    await window.open();
    await window.close();
    await window.close();
    expect(chrome.windows.size).toBe(0);
  });
});
