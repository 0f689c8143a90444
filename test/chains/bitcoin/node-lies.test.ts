import { Psbt } from 'bitcoinjs-lib/src/psbt';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { describe, expect, test } from 'vitest';
import type { FeeOption, Intent } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/bitcoin/adapter';
import { scriptOf } from '../../../src/chains/bitcoin/addresses';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { contextOf, person, regtest, scriptedTransport } from './world';

const owner = person(1);
const from = owner.address(regtest);
const asset = `${regtest.id}/slip44:1` as const;
const intent: Intent = { type: 'transfer', from, to: person(2).address(regtest), asset, amount: 50_000n };

/** A transaction that pays the owner, and what an honest node says of it. */
const previous = new Transaction();
previous.addInput(new Uint8Array(32).fill(5), 0);
previous.addOutput(scriptOf(from, regtest), 100_000n);
const txid = previous.getId();
const confirmed = { confirmed: true, block_height: 10, block_hash: 'aa', block_time: 1 };
const utxo = { txid, vout: 0, value: 100_000, status: confirmed };
const honest: Readonly<Record<string, Json | Error>> = {
  [`/address/${from}/utxo`]: [utxo],
  [`/address/${from}/txs/chain`]: [{ txid, status: confirmed, vin: [{ is_coinbase: false }], vout: [{ scriptpubkey_address: from, value: 100_000 }] }],
  [`/address/${from}/txs/chain/${txid}`]: [],
  [`/tx/${txid}/hex`]: previous.toHex(),
  '/fee-estimates': { 1: 20, 6: 10.5, 24: 2 },
  '/blocks/tip/height': 12,
};
const with_ = (answers: Readonly<Record<string, Json | Error>>) => contextOf(scriptedTransport({ ...honest, ...answers }));

async function build(context: ReturnType<typeof contextOf>) {
  const [slow] = await adapter.fees.quote(context, intent);
  return adapter.transactions.build(context, intent, slow);
}

test('an honest node gets a draft', async () => {
  await expect(build(with_({}))).resolves.toMatchObject({ chain: regtest.id, from });
});

describe('about coins:', () => {
  test('a value that the previous transaction does not have', async () => {
    await expect(build(with_({ [`/address/${from}/utxo`]: [{ ...utxo, value: 1_000_000 }] }))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  test('a previous transaction that is another', async () => {
    const other = Transaction.fromHex(previous.toHex());
    other.outs[0]!.value = 1_000_000n;
    await expect(build(with_({ [`/tx/${txid}/hex`]: other.toHex(), [`/address/${from}/utxo`]: [{ ...utxo, value: 1_000_000 }] }))).rejects.toMatchObject({
      code: 'network/bad-response',
    });
    await expect(build(with_({ [`/tx/${txid}/hex`]: '<html>' }))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  test('a coin of somebody else, or one that is not there', async () => {
    const theirs = Transaction.fromHex(previous.toHex());
    theirs.outs[0]!.script = scriptOf(person(3).address(regtest), regtest);
    const id = theirs.getId();
    await expect(build(with_({ [`/address/${from}/utxo`]: [{ ...utxo, txid: id }], [`/tx/${id}/hex`]: theirs.toHex() }))).rejects.toMatchObject({
      code: 'network/bad-response',
    });
    await expect(build(with_({ [`/address/${from}/utxo`]: [{ ...utxo, vout: 7 }] }))).rejects.toMatchObject({ code: 'network/bad-response' });
    await expect(build(with_({ [`/address/${from}/utxo`]: [utxo, utxo] }))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  test.each([1.5, '1000', -1, 2.1e15 + 1, null, {}, '2100000000000001'])('an amount that is none: %j', async (value) => {
    await expect(build(with_({ [`/address/${from}/utxo`]: [{ ...utxo, value }] }))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  test.each([[[]], ['<html></html>'], [null], [[{ __proto__: null }]], [[{ ...utxo, txid: '../../tx' }]]])(
    'an answer of no known shape: %j',
    async (answer) => {
      const code = Array.isArray(answer) && answer.length === 0 ? 'amount/insufficient' : 'network/bad-response';
      await expect(build(with_({ [`/address/${from}/utxo`]: answer as Json }))).rejects.toMatchObject({ code });
    },
  );

  test('a history without an end', async () => {
    const page = Array.from({ length: 25 }, () => ({ txid, status: confirmed, vin: [{ is_coinbase: false }], vout: [] }));
    let asked = 0;
    const transport = scriptedTransport({ ...honest, [`/address/${from}/txs/chain`]: page, [`/address/${from}/txs/chain/${txid}`]: page });
    const counting = { ...transport, get: (path: string) => (path.includes('/txs/chain') && asked++, transport.get(path)) };
    await expect(build(contextOf(counting))).resolves.toMatchObject({ chain: regtest.id });
    expect(asked).toBeLessThanOrEqual(40);
  });

  test('change that waits is ours to spend only where nobody else paid into it', async () => {
    const waiting = { [`/address/${from}/utxo`]: [{ ...utxo, status: { confirmed: false } }] };
    const paidBy = (...owners: readonly string[]) => ({
      [`/address/${from}/txs/mempool`]: [{ txid, vin: owners.map((scriptpubkey_address) => ({ prevout: { scriptpubkey_address } })) }],
    });
    await expect(build(with_({ ...waiting, ...paidBy(from, from) }))).resolves.toBeDefined();
    for (const other of [paidBy(from, person(3).address(regtest)), paidBy(person(3).address(regtest)), { [`/address/${from}/txs/mempool`]: [] }]) {
      await expect(build(with_({ ...waiting, ...other }))).rejects.toMatchObject({ code: 'amount/insufficient' });
    }
  });

  test('a PSBT whose amounts the chain contradicts is not built into a transaction, whoever let it through', async () => {
    const psbt = (value: bigint) => {
      const made = new Psbt();
      made.addInput({ hash: txid, index: 0, witnessUtxo: { script: scriptOf(from, regtest), value } });
      made.addOutput({ script: scriptOf(from, regtest), value: 50_000n });
      return { type: 'request', from, method: 'signPsbt', params: { psbt: made.toBase64() } } as const;
    };
    const at = async (value: bigint) => adapter.transactions.build(with_({}), psbt(value), (await adapter.fees.quote(with_({}), psbt(value)))[0]);
    await expect(at(100_000n)).resolves.toMatchObject({ fee: { max: { amount: 50_000n } } });
    await expect(at(60_000n)).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  test('a balance that is negative, or was refused', async () => {
    const stats = (funded: number, spent: number) => ({ funded_txo_sum: funded, spent_txo_sum: spent });
    const at = (answer: Json | Error) => adapter.assets.native(with_({ [`/address/${from}`]: answer }), from);
    expect(await at({ chain_stats: stats(5, 2), mempool_stats: stats(0, 0) })).toEqual({ amount: 3n });
    expect(await at({ chain_stats: { funded_txo_sum: '9007199254740993', spent_txo_sum: 0 }, mempool_stats: stats(0, 0) })).toEqual({
      amount: 9_007_199_254_740_993n,
    });
    await expect(at({ chain_stats: stats(2, 5), mempool_stats: stats(0, 0) })).rejects.toMatchObject({ code: 'network/bad-response' });
    await expect(at(new NodeError(400, 'Too many history entries'))).rejects.toMatchObject({ code: 'network/bad-response' });
  });
});

describe('about fees:', () => {
  const rates = async (table: Json) =>
    (await adapter.fees.quote(with_({ '/fee-estimates': table }), intent)).map(({ terms }) => (terms as { readonly rate: string }).rate);

  test('takes the nearest shorter wait, at least what nodes relay, and never more for who waits longer', async () => {
    expect(await rates({ 1: 20, 6: 10.5, 24: 2 })).toEqual(['2000', '10500', '20000']);
    expect(await rates({ 2: 3, 144: 1 })).toEqual(['3000', '3000', '3000']);
    expect(await rates({ 1: 0.00001, 6: 0.5 })).toEqual(['1000', '1000', '1000']);
    expect(await rates({})).toEqual(['1000', '1000', '1000']);
    expect(await rates({ 1: 5, 6: 9, 24: 12 })).toEqual(['12000', '12000', '12000']);
  });

  test('refuses a rate that nobody ever paid, and what is no rate', async () => {
    await expect(rates({ 1: 100_000 })).rejects.toMatchObject({ code: 'fee/too-high' });
    for (const table of [{ 1: -1 }, { 1: 'x' }, { rate: 1 }, 'none', null]) {
      await expect(rates(table as Json)).rejects.toMatchObject({ code: 'network/bad-response' });
    }
  });

  test('holds terms that come back to the same limits', async () => {
    const option = (terms: Json): FeeOption => ({ speed: 'normal', terms, max: { asset, amount: 1n } });
    const at = (terms: Json) => adapter.transactions.build(with_({}), intent, option(terms));
    await expect(at({ rate: '1000001' })).rejects.toMatchObject({ code: 'fee/too-high' });
    for (const terms of [{}, { rate: 5 }, { rate: '-5' }, { rate: '1e9' }, null])
      await expect(at(terms)).rejects.toMatchObject({ code: 'transaction/invalid' });
    expect((await at({ rate: '0' })).fee.max.amount).toBe(141n);
  });
});

describe('about what was sent:', () => {
  const signed = async () => adapter.transactions.sign(await build(with_({})), regtest, owner.signers);
  const refusal = (code: number, message: string) => new NodeError(400, `sendrawtransaction RPC error: ${JSON.stringify({ code, message })}`);

  test('keeps its own id, whatever the node calls it', async () => {
    const one = await signed();
    const transport = scriptedTransport({ '/tx': 'ff'.repeat(32) });
    await adapter.transactions.broadcast(contextOf(transport), one);
    expect(transport.posts).toEqual([one.raw]);
    expect(Transaction.fromHex(one.raw).getId()).toBe(one.id);
  });

  test('knows a repetition from a refusal, and a refusal from a node that is broken', async () => {
    const one = await signed();
    const at = (answer: Error) => adapter.transactions.broadcast(with_({ '/tx': answer }), one);
    for (const known of [refusal(-27, 'Transaction already in block chain'), refusal(-26, 'txn-already-in-mempool'), refusal(-26, 'txn-already-known')])
      await at(known);
    await expect(at(refusal(-26, 'dust'))).rejects.toMatchObject({ code: 'transaction/rejected', reason: { code: 'node', text: 'dust' } });
    await expect(at(new NodeError(502, '<html>'))).rejects.toMatchObject({ code: 'network/bad-response' });
    await adapter.transactions.broadcast(
      with_({ '/tx': refusal(-25, 'bad-txns-inputs-missingorspent'), [`/tx/${one.id}`]: { txid: one.id, status: { confirmed: false } } }),
      one,
    );
  });

  test('is not told of another transaction, or of a height beyond the tip', async () => {
    const one = await signed();
    const at = (answer: Json) => adapter.transactions.track(with_({ [`/tx/${one.id}`]: answer }), one);
    expect(await at({ txid: one.id, status: confirmed })).toEqual({ state: 'confirmed', block: 10, confirmations: 3, final: false, fee: 282n });
    expect(await at({ txid: one.id, status: { ...confirmed, block_height: 1e9 } })).toMatchObject({ confirmations: 1, final: false });
    await expect(at({ txid, status: confirmed })).rejects.toMatchObject({ code: 'network/bad-response' });
  });
});

test('an endpoint says which chain it serves by its first block', async () => {
  const probe = (hash: Json) => adapter.endpoints.probe(with_({ '/block-height/0': hash }));
  expect(await probe('000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f')).toEqual({
    chain: 'bip122:000000000019d6689c085ae165831e93',
    height: 12,
  });
  await expect(probe('<html>')).rejects.toMatchObject({ code: 'network/bad-response' });
});
