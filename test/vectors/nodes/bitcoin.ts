import assert from 'node:assert/strict';
import { Psbt } from 'bitcoinjs-lib/src/psbt';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import type { ChainContext, Intent } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/bitcoin/adapter';
import { scriptOf } from '../../../src/chains/bitcoin/addresses';
import type { BitcoinNetwork } from '../../../src/chains/bitcoin/networks';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { person, regtest } from '../../chains/bitcoin/world';
import type { Case } from '../topic';
import { contextOn, startNode } from './liar';
import { forWords, outcomeOf, requireRefused, requireValue, wordsOf } from './lies';

type Context = ChainContext<BitcoinNetwork>;
type Answers = Readonly<Record<string, Json | { readonly status: number; readonly body: string }>>;

const owner = person(1);
const from = owner.address(regtest);
const asset = `${regtest.id}/slip44:1` as const;
const intent: Intent = { type: 'transfer', from, to: person(2).address(regtest), asset, amount: 50_000n };
const elsewhere = 'ab'.repeat(32);

/** A transaction that pays the owner, and what an honest node says of it. */
const previous = new Transaction();
previous.addInput(new Uint8Array(32).fill(5), 0);
previous.addOutput(scriptOf(from, regtest), 100_000n);
const txid = previous.getId();
const status = { confirmed: true, block_height: 10, block_hash: 'aa', block_time: 1 };
const utxo = { txid, vout: 0, value: 100_000, status };
const totals = { funded_txo_sum: 100_000, spent_txo_sum: 0 };
const honest: Answers = {
  'block-height/0': regtest.id === 'bip122:0f9188f13cb7b2c71f2a335e3a4fc328' ? '0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206' : '',
  'blocks/tip/height': 12,
  [`address/${from}`]: { chain_stats: totals, mempool_stats: { funded_txo_sum: 0, spent_txo_sum: 0 } },
  [`address/${from}/utxo`]: [utxo],
  [`address/${from}/txs/chain`]: [{ txid, status, vin: [{ is_coinbase: false }], vout: [{ scriptpubkey_address: from, value: 100_000 }] }],
  [`address/${from}/txs/chain/${txid}`]: [],
  [`tx/${txid}/hex`]: previous.toHex(),
  'fee-estimates': { 1: 20, 6: 10.5, 24: 2 },
  tx: txid,
};

async function withNode<T>(lies: Answers, run: (context: Context) => Promise<T>): Promise<T> {
  const answers = { ...honest, ...lies };
  const node = await startNode(({ method }) => {
    if (!Object.hasOwn(answers, method)) throw new NodeError(404, 'Transaction not found');
    const answer = answers[method]!;
    return typeof answer === 'object' && answer !== null && 'body' in answer
      ? (answer as { readonly status: number; readonly body: string })
      : { result: answer as Json };
  });
  try {
    return await run(await contextOn<Context>(adapter, regtest, [node.url]));
  } finally {
    await node.stop();
  }
}

async function draft(context: Context) {
  const [slow] = await adapter.fees.quote(context, intent);
  return adapter.transactions.build(context, intent, slow);
}
const signed = async (context: Context) => adapter.transactions.sign(await draft(context), regtest, owner.signers);
const refusedWith = (lies: Answers) => withNode(lies, async (context) => void requireRefused(await outcomeOf(() => draft(context)), /^network\/bad-response$/));
const dust = (count: number): Json =>
  Array.from({ length: count }, (_, index) => ({
    ...utxo,
    txid: index.toString(16).padStart(64, '0'),
    value: 294,
    status: { confirmed: true, block_height: 10 },
  }));

const other = Transaction.fromHex(previous.toHex());
other.outs[0]!.value = 1_000_000n;

const directives: readonly (readonly [RegExp, (words: string) => Promise<void>])[] = [
  [/^value inflated/, () => refusedWith({ [`address/${from}/utxo`]: [{ ...utxo, value: 1_000_000 }] })],
  [
    /dust utxos/,
    async (words) => {
      // All of them is more than anyone is sent; as many as an answer may hold are spent, and what that costs is said.
      for (const count of [Number(words.replaceAll(' ', '').match(/\d+/)![0]), 20_000])
        await withNode({ [`address/${from}/utxo`]: dust(count) }, async (context) => {
          const { ms, value, error } = await outcomeOf(() => adapter.fees.quote(context, { ...intent, amount: 'max' }));
          assert.ok(ms < 2_000, `took ${Math.round(ms)} ms`);
          if (error === undefined) assert.ok(value!.every(({ max }) => max.amount > 0n));
          else requireRefused({ error, ms });
        });
    },
  ],
  [
    /^value .* \/ /,
    async () => {
      for (const value of [1.5, '1000', -1, 2.1e15 + 1]) await refusedWith({ [`address/${from}/utxo`]: [{ ...utxo, value }] });
    },
  ],
  [/returns another transaction/, () => refusedWith({ [`tx/${txid}/hex`]: other.toHex(), [`address/${from}/utxo`]: [{ ...utxo, value: 1_000_000 }] })],
  [
    /^0\.0+1$/,
    (words) =>
      withNode({ 'fee-estimates': { 1: Number(words), 6: Number(words), 24: Number(words) } }, async (context) => {
        const { payload, fee } = await draft(context);
        const bytes = (await signed(context)).raw.length / 2;
        assert.ok(Psbt.fromBase64(payload).data.inputs.length === 1 && fee.max.amount > BigInt(bytes) / 2n);
      }),
  ],
  [
    /another txid/,
    () =>
      withNode({ tx: elsewhere }, async (context) => {
        const transaction = await signed(context);
        await adapter.transactions.broadcast(context, transaction);
        assert.equal(transaction.id, Transaction.fromHex(transaction.raw).getId());
      }),
  ],
  [
    /^height/,
    () =>
      withNode({ 'blocks/tip/height': 1e9 }, async (context) => {
        const { locktime } = Psbt.fromBase64((await draft(context)).payload);
        assert.equal(locktime, 0);
      }),
  ],
  [
    /hides a payment/,
    () =>
      withNode({ [`address/${from}/txs/chain`]: [] }, async (context) => {
        assert.equal((await adapter.assets.native(context, from)).amount, 100_000n);
        requireValue(await outcomeOf(() => draft(context)));
      }),
  ],
];

export async function bitcoin(vector: Case): Promise<void> {
  const { body } = vector['reply'] as { readonly body?: string };
  if (body === undefined) return forWords(wordsOf(vector), directives, wordsOf(vector))(wordsOf(vector));
  // What bitcoind said of a transaction, as Esplora passes it on.
  await withNode({ tx: { status: 400, body } }, async (context) => {
    const transaction = await signed(context);
    const { code, reason } = requireRefused(await outcomeOf(() => adapter.transactions.broadcast(context, transaction)));
    assert.equal(code, 'transaction/rejected');
    assert.equal(reason?.text, /"message":"([^"]*)"/.exec(body)?.[1]);
  });
}
