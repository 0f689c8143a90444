import assert from 'node:assert/strict';
import { install } from '../../../src/chains/evm/inpage';
import { evm } from '../../../src/chains/evm/family';
import { openEnvelope } from '../../../src/dapp/envelope';
import { createPages, type AnswerFrame, type CallFrame } from '../../../src/inpage/client';
import type { Link } from '../../../src/inpage/link';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Provider = { request(args: unknown): Promise<unknown> };

/** The page's end of the road, and a worker that opens envelopes as ours does and answers every call that is well-formed with no accounts. */
function page(): { readonly window: EventTarget & { ethereum?: Provider }; readonly provider: Provider } {
  const window = new EventTarget() as EventTarget & { ethereum?: Provider };
  Object.assign(window, { CustomEvent, Event, postMessage: () => {} });
  let answer: (frame: string) => void = () => {};
  const link: Link = {
    receive: (listener) => void (answer = listener),
    send: (text) => {
      const { id, ...call } = JSON.parse(text) as CallFrame;
      const opened = openEnvelope({ id: String(id), ...call });
      if (opened === 'silence') return;
      const frame: AnswerFrame =
        'failure' in opened
          ? { id, code: evm.pageErrors[opened.failure], message: '' }
          : { id, value: opened.call.method === 'eth_chainId' ? '0x1' : opened.call.method === 'eth_sign' ? 'signed' : [] };
      setTimeout(() => answer(JSON.stringify(frame)), 0);
    },
  };
  const pages = createPages(window as never, link, { uuid: 'u', name: 'Holdall', icon: 'data:image/svg+xml;base64,', rdns: 'x' });
  install(pages('evm'));
  const provider = window.ethereum;
  assert.ok(provider);
  return { window, provider };
}

async function request({ js, expect }: Case): Promise<void> {
  const expected = String(expect);
  if (/^one window/.test(expected)) throw new NoCodeYet('how many windows open, only a browser shows');
  const { window, provider } = page();
  const document = { [Symbol.toStringTag]: 'HTMLDocument' };
  // What a page's own script would run.
  const run = async () =>
    (new Function('provider', 'window', 'document', `return ${String(js)}`) as (...given: unknown[]) => unknown)(provider, window, document);
  const code = /^reject (-\d+)/.exec(expected)?.[1];
  if (code !== undefined) await assert.rejects(run, (error) => (error as { readonly code?: unknown }).code === Number(code));
  else {
    const result = await run();
    if (expected === 'result of eth_accounts') assert.deepEqual(result, []);
    if (/^\d+;/.test(expected)) assert.equal(result, Number.parseInt(expected, 10));
  }
  // Whatever it was, the next question of an honest script is answered, and nothing reached a prototype.
  if (!/provider\.request\s*=/.test(String(js))) assert.deepEqual(await provider.request({ method: 'eth_accounts' }), []);
  assert.equal(({} as { readonly isAdmin?: unknown }).isAdmin, undefined);
}

export const topic: Topic = { groups: { request } };
