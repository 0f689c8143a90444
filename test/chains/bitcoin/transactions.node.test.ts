import { p2pk, p2pkh, p2sh, p2tr, p2wpkh, p2wsh, TEST_NETWORK, Transaction as ScureTransaction } from '@scure/btc-signer';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBitcoin, type LocalBitcoin } from '../../devnet/bitcoin';
import type { ChainContext, Draft, FeeOption, Intent, Signed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/bitcoin/adapter';
import type { BitcoinNetwork } from '../../../src/chains/bitcoin/networks';
import { fromBase64, fromHex, toBase64, toHex } from '../../../src/core/bytes';
import { contextOf, httpTransport, person, regtest } from './world';

let chain: LocalBitcoin;
let context: ChainContext<BitcoinNetwork>;
let seed = 20;

beforeAll(async () => {
  chain = await startBitcoin();
  context = contextOf(httpTransport(chain.url));
});
afterAll(() => chain.stop());

const asset = `${regtest.id}/slip44:1` as const;
const network = { ...TEST_NETWORK, bech32: 'bcrt' };
const stranger = person(9).address(regtest);

/** Somebody new, with coins of these sizes. */
async function holder(...coins: readonly bigint[]) {
  const owner = person((seed += 1));
  const from = owner.address(regtest);
  for (const coin of coins) await chain.fund(from, coin);
  const transfer = (amount: bigint | 'max', to = stranger): Intent => ({ type: 'transfer', from, to, asset, amount });
  const build = async (intent: Intent, speed: FeeOption['speed'] = 'normal') => {
    const fees = await adapter.fees.quote(context, intent);
    return adapter.transactions.build(context, intent, fees.find((fee) => fee.speed === speed) ?? fees[0]);
  };
  const sign = (draft: Draft<string>) => adapter.transactions.sign(draft, regtest, owner.signers);
  const send = async (intent: Intent, speed?: FeeOption['speed']): Promise<Signed> => {
    const signed = await sign(await build(intent, speed));
    await adapter.transactions.broadcast(context, signed);
    return signed;
  };
  const balance = () => adapter.assets.native(context, from);
  return { owner, from, transfer, build, sign, send, balance };
}

test('knows which chain it talks to', async () => {
  expect(await adapter.endpoints.probe(context)).toEqual({ chain: regtest.id, height: await chain.rpc('getblockcount') });
});

test('sends, shows the wait and the blocks on top, and calls the sixth final', async () => {
  const { from, transfer, build, sign, balance } = await holder(100_000_000n);
  const draft = await build(transfer(30_000_000n));
  const preview = adapter.transactions.preview(draft, regtest);
  expect(preview).toMatchObject({ title: 'send', changes: [{ direction: 'out', asset, amount: 30_000_000n, party: stranger }], warnings: [] });

  const signed = await sign(draft);
  expect(await chain.rpc('testmempoolaccept', [signed.raw])).toMatchObject([
    { txid: signed.id, allowed: true, fees: { base: Number(draft.fee.max.amount) / 1e8 } },
  ]);
  await adapter.transactions.broadcast(context, signed);
  await adapter.transactions.broadcast(context, signed);
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'pending' });
  // Change of one's own can be spent at once.
  const left = 70_000_000n - draft.fee.max.amount;
  expect(await balance()).toEqual({ amount: left, spendable: left });

  await chain.mine(1);
  const block = await chain.rpc<number>('getblockcount');
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'confirmed', block, confirmations: 1, final: false, fee: draft.fee.max.amount });
  expect(await balance()).toEqual({ amount: left });
  await adapter.transactions.broadcast(context, signed);
  await chain.mine(5);
  expect(await adapter.transactions.track(context, signed)).toMatchObject({ confirmations: 6, final: true });
  expect(from).toMatch(/^bcrt1q/);
});

test("neither offers nor spends a miner's reward before its hundredth block", async () => {
  const { from, transfer, build, send, balance } = await holder(1_000_000n);
  await chain.rpc('generatetoaddress', 1, from);
  const { amount: total } = await balance();
  const reward = total - 1_000_000n;
  expect(reward).toBeGreaterThan(1_000_000n);
  expect(await balance()).toEqual({ amount: total, spendable: 1_000_000n });
  await expect(build(transfer(2_000_000n))).rejects.toMatchObject({ code: 'amount/insufficient' });
  const { changes } = adapter.transactions.preview(await build(transfer('max')), regtest);
  expect(changes[0]!.amount).toBeLessThan(1_000_000n);
  // More transactions than one page of the history holds, and coins that wait.
  for (let i = 0; i < 26; i++) await chain.fund(from, 10_000n);
  await expect(build(transfer(2_000_000n))).rejects.toMatchObject({ code: 'amount/insufficient' });
  await send(transfer(500_000n));
  expect((await balance()).spendable).toBeLessThan(1_300_000n);

  const born = (await chain.rpc<number>('getblockcount')) - 26;
  await chain.mine(born + 98 - (await chain.rpc<number>('getblockcount')));
  await expect(build(transfer(2_000_000n))).rejects.toMatchObject({ code: 'amount/insufficient' });
  await chain.mine(1);
  expect(await balance()).toEqual({ amount: expect.any(BigInt) });
  const signed = await send(transfer(2_000_000n));
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'pending' });
});

test('pays at least the rate that was chosen, and at most a little more', async () => {
  const { transfer, build, sign } = await holder(5_000_000n, 4_000_000n, 3_000_000n);
  for (const [speed, rate] of [
    ['slow', 2],
    ['normal', 3],
    ['fast', 8],
  ] as const) {
    const draft = await build(transfer(11_000_000n), speed);
    const { raw } = await sign(draft);
    const paid = Number(draft.fee.max.amount) / Transaction.fromHex(raw).virtualSize();
    expect(paid).toBeGreaterThanOrEqual(rate);
    expect(paid).toBeLessThan(rate * 1.02);
  }
});

test('"max" leaves exactly nothing, whatever the number of coins', async () => {
  const { transfer, send, balance } = await holder(1_000_000n, 20_000n, 333_333n);
  const signed = await send(transfer('max'));
  await chain.mine(1);
  expect(await balance()).toEqual({ amount: 0n });
  expect(Transaction.fromHex(signed.raw).outs).toHaveLength(1);
});

test('leaves no change behind that could not be spent', async () => {
  const { transfer, build, balance } = await holder(100_000n);
  const whole = (await build(transfer('max'))).fee.max.amount;
  const draft = await build(transfer(100_000n - whole - 200n));
  expect(draft.fee.max.amount).toBe(whole + 200n);
  expect(await balance()).toEqual({ amount: 100_000n });
});

test('says that its fee may be raised (BIP-125), and takes no block height from the node', async () => {
  const { transfer, build, sign } = await holder(1_000_000n);
  const { ins, locktime, version } = Transaction.fromHex((await sign(await build(transfer(500_000n)))).raw);
  expect(ins.every(({ sequence }) => sequence === 0xfffffffd)).toBe(true);
  expect({ locktime, version }).toEqual({ locktime: 0, version: 2 });
});

test('signs what a second implementation signs, byte for byte', async () => {
  const { owner, transfer, build, sign } = await holder(400_000n, 300_000n);
  const draft = await build(transfer(600_000n));
  const other = ScureTransaction.fromPSBT(fromBase64(draft.payload), { lowR: false });
  other.sign(owner.key);
  other.finalize();
  const { raw, id } = await sign(draft);
  expect(raw).toBe(other.hex);
  expect(id).toBe(other.id);
});

describe('refuses', () => {
  test('too much, and what only the fee makes too much', async () => {
    const { transfer, build } = await holder(50_000n);
    await expect(build(transfer(50_001n))).rejects.toMatchObject({ code: 'amount/insufficient' });
    await expect(build(transfer(50_000n))).rejects.toMatchObject({ code: 'fee/insufficient' });
    const { build: buildEmpty, transfer: nothing } = await holder();
    await expect(buildEmpty(nothing('max'))).rejects.toMatchObject({ code: 'amount/insufficient' });
  });

  test('dust and nothing', async () => {
    const { transfer, build } = await holder(50_000n);
    await expect(build(transfer(293n))).rejects.toMatchObject({ code: 'amount/dust' });
    await expect(build(transfer(294n))).resolves.toBeDefined();
    await expect(build(transfer(0n))).rejects.toMatchObject({ code: 'amount/zero' });
  });

  test('to spend what others have sent and no block holds', async () => {
    const { from, transfer, build, balance } = await holder(50_000n);
    const { send, transfer: give } = await holder(1_000_000n);
    await send(give(200_000n, from));
    expect(await balance()).toEqual({ amount: 250_000n, spendable: 50_000n });
    await expect(build(transfer(100_000n))).rejects.toMatchObject({ code: 'amount/insufficient' });
    await chain.mine(1);
    await expect(build(transfer(100_000n))).resolves.toBeDefined();
  });

  test('a draft that was changed after it was built', async () => {
    const { owner, transfer, build } = await holder(500_000n);
    const draft = await build(transfer(100_000n));
    const bytes = Buffer.from(draft.payload, 'base64');
    const at = bytes.indexOf(Buffer.from('a086010000000000', 'hex'));
    bytes[at + 2] = 2;
    const { transactions } = adapter;
    await expect(transactions.sign({ ...draft, payload: toBase64(bytes) }, regtest, owner.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
    await expect(transactions.sign({ ...draft, chain: 'bip122:000000000019d6689c085ae165831e93' }, regtest, owner.signers)).rejects.toMatchObject({
      code: 'transaction/invalid',
    });
    await expect(transactions.sign(draft, regtest, person(77).signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
    await expect(transactions.sign({ ...draft, from: stranger }, regtest, person(9).signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
    expect(() => transactions.preview({ ...draft, fee: { ...draft.fee, max: { asset, amount: 1n } } }, regtest)).toThrow('transaction/invalid');
  });

  test('nothing that the node refuses: a flipped signature is rejected for good', async () => {
    const { transfer, build, sign } = await holder(500_000n);
    const { raw, ...signed } = await sign(await build(transfer(100_000n)));
    const bytes = fromHex(raw);
    bytes[bytes.length - 60]! ^= 1;
    await expect(adapter.transactions.broadcast(context, { ...signed, raw: toHex(bytes) })).rejects.toMatchObject({ code: 'transaction/rejected' });
  });
});

test('goes back to waiting when its block is undone, and is confirmed again', async () => {
  const { transfer, send } = await holder(500_000n);
  const signed = await send(transfer(100_000n));
  await chain.mine(1);
  expect(await adapter.transactions.track(context, signed)).toMatchObject({ state: 'confirmed', confirmations: 1 });
  await chain.reorganise(1);
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'pending' });
  await chain.mine(2);
  expect(await adapter.transactions.track(context, signed)).toMatchObject({ state: 'confirmed', confirmations: 2 });
});

test('is known to be replaced (BIP-125) as soon as a block holds the other, and for good when that is final', async () => {
  const { owner, transfer, build, sign } = await holder(500_000n);
  const draft = await build(transfer(100_000n), 'slow');
  const signed = await sign(draft);
  await adapter.transactions.broadcast(context, signed);

  const { txid, index, witnessUtxo } = ScureTransaction.fromPSBT(fromBase64(draft.payload)).getInput(0);
  const rival = new ScureTransaction();
  rival.addInput({ txid: txid!, index: index!, witnessUtxo: witnessUtxo! });
  rival.addOutput({ script: witnessUtxo!.script, amount: 450_000n });
  rival.sign(owner.key);
  rival.finalize();
  await chain.rpc('sendrawtransaction', rival.hex);

  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'pending' });
  await expect(adapter.transactions.broadcast(context, signed)).rejects.toMatchObject({ code: 'transaction/rejected' });
  await chain.mine(5);
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'replaced', by: rival.id, final: false });
  await chain.mine(1);
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'replaced', by: rival.id, final: true });
});

test('that somebody else made impossible, by spending their coin elsewhere, is not said to be replaced', async () => {
  const [one, two] = [await holder(500_000n), await holder(500_000n)];
  const coinOf = async ({ build, transfer }: typeof one) => {
    const { txid, index, witnessUtxo } = ScureTransaction.fromPSBT(fromBase64((await build(transfer(100_000n))).payload)).getInput(0);
    return { txid: txid!, index: index!, witnessUtxo: witnessUtxo! };
  };
  const [mine, theirs] = [await coinOf(one), await coinOf(two)];
  const joint = new ScureTransaction();
  joint.addInput(mine);
  joint.addInput(theirs);
  joint.addOutput({ script: theirs.witnessUtxo.script, amount: 900_000n });
  joint.sign(one.owner.key);
  joint.sign(two.owner.key);
  joint.finalize();
  await two.send(two.transfer(200_000n));
  await chain.mine(1);
  const signed = { id: joint.id, raw: joint.hex };
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'pending' });
  await chain.mine(5);
  expect(await adapter.transactions.track(context, signed)).toEqual({ state: 'dropped' });
});

test('pays every kind of address, and two at once', async () => {
  const { from, owner, build, sign } = await holder(2_000_000n);
  const kinds = [
    p2pkh(owner.signer.publicKey, network),
    p2sh(p2wpkh(owner.signer.publicKey, network), network),
    p2wpkh(person(3).signer.publicKey, network),
    p2wsh(p2pk(owner.signer.publicKey), network),
    p2tr(owner.signer.publicKey.slice(1), undefined, network),
  ].map(({ address }) => address!);
  const recipients = kinds.map((address, index) => ({ address, amount: String(10_000 + index) }));
  const draft = await build({ type: 'request', from, method: 'sendTransfer', params: { recipients } });
  expect(adapter.transactions.preview(draft, regtest).changes).toEqual(
    recipients.map(({ address, amount }) => ({ direction: 'out', asset, amount: BigInt(amount), party: address })),
  );
  await adapter.transactions.broadcast(context, await sign(draft));
  await chain.mine(1);
  for (const { address, amount } of recipients) expect(await adapter.assets.native(context, address)).toEqual({ amount: BigInt(amount) });
});
