import type { PageCall, PagePush, PageReply } from '../rpc/page-port';
import type { AnswerFrame, CallFrame } from './client';
import type { Link } from './link';

/** The part of `chrome.runtime.Port` a bridge uses. */
export type BridgePort = {
  postMessage(message: PageCall): void;
  readonly onMessage: { addListener(listener: (message: PageReply | PagePush) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
};

/** How often in a row the worker may be gone before it has said anything. */
const patience = 5;
/** ms that each further try waits longer. */
const pause = 100;

/**
 * Relays calls to the worker and answers back. The worker may die at any time: what is unanswered is then sent again under the same id,
 * and the worker attaches it to the question it already asks. Every call ends: when the extension itself is gone (updated, removed), with 4900.
 */
export function bridge(link: Link, connect: () => BridgePort): void {
  const document = crypto.randomUUID();
  const unanswered = new Map<string, PageCall>();
  let port: BridgePort | undefined;
  let failures = 0;

  const answer = (frame: AnswerFrame) => link.send(JSON.stringify(frame));
  const pageId = (id: string) => Number(id.slice(document.length + 1));

  function giveUp() {
    const calls = [...unanswered.keys()];
    unanswered.clear();
    failures = 0;
    for (const id of calls) answer({ id: pageId(id), code: 4900, message: 'The wallet was updated or removed. Reload this page.' });
  }

  function open(): BridgePort | undefined {
    if (failures >= patience) return undefined;
    try {
      const opened = connect();
      opened.onMessage.addListener((message) => {
        failures = 0;
        if ('event' in message) return answer(message);
        // The id is ours to know: an answer to what was not asked, or was answered, goes nowhere.
        if (!unanswered.delete(message.id)) return;
        const id = pageId(message.id);
        if (message.ok) answer({ id, value: message.value });
        else answer({ id, code: message.code, message: message.message, ...(message.data === undefined ? {} : { data: message.data }) });
      });
      opened.onDisconnect.addListener(() => {
        port = undefined;
        failures++;
        if (failures === 1) again();
        else setTimeout(again, (failures - 1) * pause);
      });
      return opened;
    } catch {
      return undefined;
    }
  }

  function resend() {
    port = open();
    if (!port) return giveUp();
    for (const call of unanswered.values()) post(port, call);
  }

  function again() {
    if (!port && unanswered.size > 0) resend();
  }

  function post(to: BridgePort, call: PageCall) {
    try {
      to.postMessage(call);
    } catch {
      // The port closed a moment ago and its listener will send this again.
    }
  }

  link.receive((text) => {
    const { id, family, method, params } = JSON.parse(text) as CallFrame;
    const call = { id: `${document}:${id}`, family, method, params };
    unanswered.set(call.id, call);
    if (!port) return resend();
    post(port, call);
  });
}
