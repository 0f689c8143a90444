import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { adapter } from '../../../src/chains/evm/adapter';
import { ether, ethereum } from '../../chains/evm/world';
import type { Case } from '../topic';
import { balance, draft, node, withNodes, type Context } from './ethereum';
import { contextOn, type Question, type Reply } from './liar';
import { outcomeOf, requireRefused, wordsOf } from './lies';

/** A server that answers nothing well: alone it is a failure of the network, beside another it costs only time. */
export async function anything(vector: Case, lie: (question: Question) => Reply): Promise<void> {
  const expect = String(vector['expect']);
  if (/pollution/.test(expect)) {
    await withNodes([{ any: lie }], (context) => outcomeOf(() => draft(context)));
    return assert.equal(({} as { readonly polluted?: unknown }).polluted, undefined);
  }
  const { ms } = await withNodes([{ any: lie }], async (context) => {
    const outcome = await outcomeOf(() => balance(context));
    requireRefused(outcome, /^network\//);
    return outcome;
  });
  assert.ok(ms < 15_000, `took ${Math.round(ms)} ms`);
  await withNodes([{ any: lie }, {}], async (context) => assert.equal(await balance(context), 10n * ether));
}

/** What a case has words for. */
export const directives: readonly (readonly [RegExp, (vector: Case) => Promise<void>])[] = [
  [
    /^\d+ MB body/,
    async (vector) => {
      let sent = 0;
      const flood = async (response: ServerResponse) => {
        const chunk = Buffer.alloc(1 << 20, 0x20);
        while (!response.destroyed && sent < 200 << 20) {
          sent += chunk.length;
          if (!response.write(chunk))
            await Promise.race([new Promise((resolve) => response.once('drain', resolve)), new Promise((resolve) => response.once('close', resolve))]);
        }
        response.end();
      };
      await anything(vector, () => flood);
      assert.ok(sent < 60 << 20, `${sent} bytes were taken`);
    },
  ],
  [
    /drip/,
    (vector) =>
      anything(vector, () => async (response) => {
        response.writeHead(200);
        while (!response.destroyed) {
          response.write(' ');
          await after(1_000);
        }
      }),
  ],
  [
    /bare JSON number/,
    async (vector) => {
      for (const number of wordsOf(vector).match(/\d+(?:e\d+)?/g) ?? []) {
        const body = ({ id }: Question) => ({ body: `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${number}}` });
        await withNodes([{ eth_getBalance: body }], async (context) => {
          requireRefused(await outcomeOf(() => balance(context)), /^network\//);
          const answer = await context.transport.request('eth_getBalance', []);
          assert.ok(typeof answer === 'string' ? answer === number : !Number.isFinite(answer));
        });
      }
    },
  ],
  [
    /refused/,
    async () => {
      const gone = await node({});
      await gone.stop();
      const context = await contextOn<Context>(adapter, ethereum, [gone.url]);
      requireRefused(await outcomeOf(() => balance(context)), /^network\/unreachable$/);
    },
  ],
];
