import { NETWORK, p2wpkh, TEST_NETWORK, Transaction } from '@scure/btc-signer';
import { pubECDSA } from '@scure/btc-signer/utils.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBitcoin, type LocalBitcoin } from './bitcoin';

let chain: LocalBitcoin;
beforeAll(async () => {
  chain = await startBitcoin();
});
afterAll(() => chain.stop());

const key = new Uint8Array(32).fill(7);
const regtest = { ...TEST_NETWORK, bech32: 'bcrt' };
const payment = p2wpkh(pubECDSA(key), regtest);
const owner = payment.address!;
const stranger = p2wpkh(pubECDSA(new Uint8Array(32).fill(8)), regtest).address!;

const read = async (path: string, init?: RequestInit) => {
  const response = await fetch(chain.url + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
};
const coins = async (address: string): Promise<{ txid: string; vout: number; value: number; status: { confirmed: boolean } }[]> =>
  (await read(`/address/${address}/utxo`)).json();

async function spend(value: bigint, fee: bigint): Promise<string> {
  const [coin] = await coins(owner);
  const transaction = new Transaction();
  transaction.addInput({ txid: coin!.txid, index: coin!.vout, sequence: 0xfffffffd, witnessUtxo: { script: payment.script, amount: BigInt(coin!.value) } });
  transaction.addOutputAddress(stranger, value, regtest);
  transaction.addOutputAddress(owner, BigInt(coin!.value) - value - fee, regtest);
  transaction.sign(key);
  transaction.finalize();
  return transaction.hex;
}

test('is regtest, and says so by its first block', async () => {
  const genesis = (await read('/block-height/0')).text;
  expect(chain.network).toBe(`bip122:${genesis.slice(0, 32)}`);
  expect((await read('/blocks/tip/hash')).text).toBe(await chain.rpc('getbestblockhash'));
});

test('gives coins that can be spent at once, also to several who ask at the same moment', async () => {
  const others = [11, 12, 13].map((byte) => p2wpkh(pubECDSA(new Uint8Array(32).fill(byte)), regtest).address!);
  await Promise.all([chain.fund(owner, 100_000_000n), ...others.map((address) => chain.fund(address, 6_000_000_000n))]);
  expect(await coins(owner)).toMatchObject([{ value: 100_000_000, status: { confirmed: true } }]);
  for (const address of others) expect(await coins(address)).toMatchObject([{ value: 6_000_000_000 }]);
  expect((await read(`/address/${owner}`)).json()).toMatchObject({ chain_stats: { funded_txo_sum: 100_000_000, tx_count: 1 }, mempool_stats: { tx_count: 0 } });
});

test('shows a transaction while it waits, when it is mined, and when its block is undone', async () => {
  const [coin] = await coins(owner);
  const txid = (await read('/tx', { method: 'POST', body: await spend(1_000_000n, 500n) })).text;
  expect((await read(`/tx/${txid}`)).json()).toMatchObject({
    fee: 500,
    status: { confirmed: false },
    vin: [{ prevout: { value: 100_000_000, scriptpubkey_address: owner } }],
  });
  expect(await coins(stranger)).toMatchObject([{ txid, value: 1_000_000, status: { confirmed: false } }]);
  expect((await read(`/tx/${coin!.txid}/outspends`)).json()[coin!.vout]).toMatchObject({ spent: true, txid });

  await chain.mine(1);
  const status = (await read(`/tx/${txid}/status`)).json();
  expect(status).toMatchObject({ confirmed: true });
  expect((await read(`/tx/${txid}/hex`)).text).toBe(await chain.rpc('getrawtransaction', txid));

  await chain.reorganise(1);
  expect((await read(`/tx/${txid}/status`)).json()).toEqual({ confirmed: false });
  expect((await read(`/block-height/${status.block_height}`)).text).not.toBe(status.block_hash);
  await chain.mine(1);
  expect((await read(`/tx/${txid}/status`)).json()).toMatchObject({ confirmed: true, block_height: status.block_height + 2 });
});

test('refuses in the words of Esplora', async () => {
  const replaced = (await read('/tx', { method: 'POST', body: await spend(1_000_000n, 500n) })).text;
  expect(replaced).toMatch(/^[0-9a-f]{64}$/);
  expect(await read('/tx', { method: 'POST', body: '00' })).toMatchObject({
    status: 400,
    text: expect.stringMatching(/^sendrawtransaction RPC error: \{"code":-22/),
  });
  expect(await read(`/tx/${'0'.repeat(64)}`)).toMatchObject({ status: 404, text: 'Transaction not found' });
  expect(await read('/block-height/999999')).toMatchObject({ status: 404, text: 'Block not found' });
  const mainnet = p2wpkh(pubECDSA(key), NETWORK).address!;
  expect(await read(`/address/${mainnet}/utxo`)).toMatchObject({ status: 400, text: 'Invalid Bitcoin address' });
  expect(await read('/nothing')).toMatchObject({ status: 404 });
  expect((await read('/fee-estimates')).headers.get('access-control-allow-origin')).toBe('*');
});

test('answers the fees it was told', async () => {
  chain.setFees({ 1: 50, 6: 20.5 });
  expect((await read('/fee-estimates')).json()).toEqual({ 1: 50, 6: 20.5 });
});
