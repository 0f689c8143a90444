import assert from 'node:assert/strict';
import type { ChainContext, Intent } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/tron/adapter';
import type { TronNetwork } from '../../../src/chains/tron/networks';
import type { Json } from '../../../src/core/json';
import { asset, network, person } from '../../chains/tron/world';
import { startTron } from '../../devnet/tron';
import type { Case } from '../topic';
import { contextOn, startNode, type Node } from './liar';
import { forWords, outcomeOf, requireRefused, wordsOf } from './lies';

type Context = ChainContext<TronNetwork>;
type Lies = Readonly<Record<string, (honest: Json) => Json>>;

const alice = person('01'.repeat(32));
const bob = person('02'.repeat(32));
const eve = person('03'.repeat(32));
const intent: Intent = { type: 'transfer', from: alice.address, to: bob.address, asset, amount: 1_000_000n };

/** The simulator, but for the answers that these change, by the end of the path. */
async function withNode<T>(lies: Lies, run: (context: Context, node: Node) => Promise<T>): Promise<T> {
  const chain = await startTron({ blockMs: 0 });
  const node = await startNode(async ({ method, params }) => {
    const response = await fetch(`${chain.url}/${method}`, { method: 'POST', body: JSON.stringify(params), headers: { 'content-type': 'application/json' } });
    const honest = (await response.json()) as Json;
    return { result: lies[method.split('/').at(-1)!]?.(honest) ?? honest };
  });
  try {
    await chain.fund(alice.address, 100_000_000n);
    await chain.fund(bob.address, 1n);
    return await run(await contextOn<Context>(adapter, network, [node.url]), node);
  } finally {
    await Promise.all([node.stop(), chain.stop()]);
  }
}

async function draft(context: Context) {
  const [fee] = await adapter.fees.quote(context, intent);
  return adapter.transactions.build(context, intent, fee);
}

/** The wallet makes its transactions itself: what nodes offer to make is not asked for. */
const own = ({ asked }: Node) => assert.ok(asked.every(({ method }) => !/createtransaction|triggersmartcontract/.test(method)));

const aged = (block: Json, by: number): Json => {
  const { block_header: header, ...rest } = block as { readonly block_header: { readonly raw_data: { readonly timestamp?: number } } };
  return { ...rest, block_header: { ...header, raw_data: { ...header.raw_data, timestamp: (header.raw_data.timestamp ?? 0) + by } } };
};
const day = 86_400_000;

const directives: readonly (readonly [RegExp, () => Promise<void>])[] = [
  [
    /pays another address/,
    () =>
      withNode({ createtransaction: () => ({ to: eve.address }), triggersmartcontract: () => ({ to: eve.address }) }, async (context, node) => {
        const { changes } = adapter.transactions.preview(await draft(context), network);
        assert.deepEqual(changes, [{ direction: 'out', asset, amount: 1_000_000n, party: bob.address }]);
        own(node);
      }),
  ],
  [
    /^expiration/,
    async () => {
      await withNode({}, async (context, node) => {
        const { expiresAt } = await draft(context);
        assert.ok(expiresAt! < Date.now() + 600_000);
        own(node);
      });
      // Only by its own clock could a node have the wallet sign for longer.
      await withNode({ getblock: (block) => aged(block, day) }, async (context) =>
        requireRefused(await outcomeOf(() => draft(context)), /^network\/bad-response$/),
      );
    },
  ],
  [
    /^old block/,
    () =>
      withNode({ getblock: (block) => aged(block, -3 * day) }, async (context) =>
        requireRefused(await outcomeOf(() => draft(context)), /^network\/bad-response$/),
      ).then(() => undefined),
  ],
  [
    /another txid/,
    () =>
      withNode({ broadcasthex: () => ({ result: true, txid: 'ab'.repeat(32) }) }, async (context) => {
        const signed = await adapter.transactions.sign(await draft(context), network, () => alice.signer);
        await adapter.transactions.broadcast(context, signed);
        assert.notEqual(signed.id, 'ab'.repeat(32));
      }),
  ],
];

export const tron = (vector: Case): Promise<void> => forWords(wordsOf(vector), directives, `${String(vector['method'])} is not asked`)();
