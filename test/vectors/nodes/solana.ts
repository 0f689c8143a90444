import assert from 'node:assert/strict';
import type { ChainContext, Intent } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/solana/adapter';
import { coinOf } from '../../../src/chains/solana/assets';
import type { SolanaNetwork } from '../../../src/chains/solana/networks';
import type { Json } from '../../../src/core/json';
import { accountOf } from '../../chains/solana/signer';
import { localnet } from '../../chains/solana/transport';
import { startSolana } from '../../devnet/solana';
import type { Case } from '../topic';
import { contextOn, startNode } from './liar';
import { forWords, outcomeOf, requireRefused, wordsOf } from './lies';

type Context = ChainContext<SolanaNetwork>;
type Lies = Readonly<Record<string, (honest: Json) => Json>>;

const sol = 1_000_000_000n;
const alice = accountOf(new Uint8Array(32).fill(1));
const bob = accountOf(new Uint8Array(32).fill(2));
const asset = coinOf(localnet.id);
const intent: Intent = { type: 'transfer', from: alice.address, to: bob.address, asset, amount: sol };
const devnet = 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG';

/** The real virtual machine, but for the answers that these change. */
async function withNode<T>(lies: Lies, run: (context: Context) => Promise<T>): Promise<T> {
  const chain = await startSolana({ slotMs: 600_000 });
  const node = await startNode(async ({ method, params, id }) => {
    const response = await fetch(chain.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: id ?? null, method, params }),
    });
    const lie = Object.hasOwn(lies, method) ? lies[method] : undefined;
    const body = await response.text();
    return lie ? { result: lie((JSON.parse(body) as { readonly result: Json }).result) } : { body };
  });
  try {
    await chain.fund(alice.address, 10n * sol);
    return await run(await contextOn<Context>(adapter, localnet, [node.url]));
  } finally {
    await Promise.all([node.stop(), chain.stop()]);
  }
}

async function draft(context: Context) {
  const [fee] = await adapter.fees.quote(context, intent);
  return adapter.transactions.build(context, intent, fee);
}

const directives: readonly (readonly [RegExp, () => Promise<unknown>])[] = [
  [
    /devnet genesis/,
    () => withNode({ getGenesisHash: () => devnet }, async (context) => requireRefused(await outcomeOf(() => draft(context)), /^network\/wrong-chain$/)),
  ],
  [
    /claims success/,
    () =>
      withNode(
        {
          simulateTransaction: (honest) => ({
            ...(honest as object),
            value: { err: null, logs: [], unitsConsumed: 1, accounts: [{ lamports: 100 * Number(sol) }] },
          }),
        },
        async (context) => {
          const { changes } = adapter.transactions.preview(await draft(context), localnet);
          assert.deepEqual(changes, [{ direction: 'out', asset, amount: sol, party: bob.address }]);
        },
      ),
  ],
  [
    /^\{"value"/,
    () =>
      withNode({ getBalance: () => ({ value: '1' }) }, async (context) =>
        requireRefused(await outcomeOf(() => adapter.assets.native(context, alice.address)), /^network\//),
      ),
  ],
  [
    /^10\^\d+$/,
    () =>
      withNode({ getRecentPrioritizationFees: () => Array.from({ length: 150 }, (_, slot) => ({ slot, prioritizationFee: 10 ** 15 })) }, async (context) => {
        for (const { max } of await adapter.fees.quote(context, intent)) assert.ok(max.amount < 10_000n);
      }),
  ],
];

export const solana = async (vector: Case): Promise<void> =>
  void (await forWords(
    wordsOf(vector),
    directives,
    /finalized/.test(wordsOf(vector)) ? 'one node alone is asked about a signature' : `${String(vector['method'])} is not asked`,
  )());
