import { Psbt } from 'bitcoinjs-lib/src/psbt';
import { expect, test } from 'vitest';
import type { PageContext } from '../../../src/chains/adapter';
import { families } from '../../../src/chains/registry';
import { page } from '../../../src/chains/bitcoin/page';
import { scriptOf } from '../../../src/chains/bitcoin/addresses';
import type { BitcoinNetwork } from '../../../src/chains/bitcoin/networks';
import { toHex } from '../../../src/core/bytes';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { contextOf, mainnet, person, regtest, scriptedTransport } from './world';
import { pageMemory } from '../../fakes/memory';

const owner = person(1);
const address = owner.address(regtest);
const publicKey = owner.signer.publicKey;
const stranger = person(2).address(regtest);
const asset = `${regtest.id}/slip44:1`;

const stats = (funded: number, spent: number) => ({ funded_txo_sum: funded, spent_txo_sum: spent });
const context: PageContext<BitcoinNetwork> = {
  ...contextOf(scriptedTransport({ [`/address/${address}`]: { chain_stats: stats(900, 100), mempool_stats: stats(50, 0) } })),
  origin: 'https://example.org',
  accounts: [{ address, publicKey }],
  memory: pageMemory(),
};
const known = { address, publicKey: toHex(publicKey), purpose: 'payment', addressType: 'p2wpkh', walletType: 'software' };

async function call(method: string, params: Json = null, from = context): Promise<unknown> {
  const entry = page[method]!;
  switch (entry.access) {
    case 'public':
    case 'connected':
      return entry.handle(from, params);
    case 'connect':
      entry.check?.(params);
      return entry.answer(from, params);
    case 'disconnect':
      return entry.answer(from, params);
    case 'switch':
      return entry.network(params);
    case 'add':
      return entry.network(from, params);
    case 'batch':
      return entry.plan(from, params, new Set());
    case 'batch-status':
      return entry.id(params);
    case 'token':
      return entry.token(from, params);
    case 'approval':
      return entry.ask(from, params);
  }
}
const refused = (method: string, params: Json, code: number) => expect(call(method, params)).rejects.toMatchObject({ name: 'PageError', code });

test('nothing but a list of methods is told before consent, and everything that signs is asked', () => {
  const by = (access: string) => Object.keys(page).filter((method) => page[method]!.access === access);
  expect(by('public')).toEqual(['getInfo']);
  expect(by('approval')).toEqual(['signMessage', 'sendTransfer', 'signPsbt']);
});

test('answers in the shapes of sats-connect', async () => {
  expect(await call('getInfo')).toMatchObject({ version: expect.any(String), methods: expect.arrayContaining(['getAddresses', 'signPsbt']), supports: [] });
  expect(await call('getAddresses', { purposes: ['payment', 'ordinals'], message: 'hi' })).toEqual({
    addresses: [known],
    network: { bitcoin: { name: 'Regtest' } },
  });
  expect(await call('getAccounts', { purposes: ['payment'] })).toEqual([known]);
  expect(await call('wallet_connect')).toEqual({ id: address, walletType: 'software', addresses: [known], network: { bitcoin: { name: 'Regtest' } } });
  expect(await call('getBalance')).toEqual({ confirmed: '800', unconfirmed: '50', total: '850' });
  expect(await call('wallet_changeNetwork', { name: 'Mainnet' })).toBe(mainnet.id);
});

test('has no address for ordinals, and says so', async () => {
  await refused('getAddresses', { purposes: ['ordinals'] }, -32001);
  await refused('wallet_connect', { addresses: ['stacks'] }, -32001);
});

test('turns a payment into an intent, and several into one transaction', async () => {
  expect(await call('sendTransfer', { recipients: [{ address: stranger, amount: 5_000 }] })).toEqual({
    type: 'transaction',
    intent: { type: 'transfer', from: address, to: stranger, asset, amount: 5_000n },
  });
  const recipients = [
    { address: stranger, amount: '5000' },
    { address, amount: '6000' },
  ];
  expect(
    await call('sendTransfer', {
      recipients: [
        { address: stranger, amount: 5_000 },
        { address, amount: '6000' },
      ],
    }),
  ).toEqual({ type: 'transaction', intent: { type: 'request', from: address, method: 'sendTransfer', params: { recipients } } });
});

test.each<[string, Json]>([
  ['sendTransfer', null],
  ['sendTransfer', { recipients: [] }],
  ['sendTransfer', { recipients: [{ address: stranger, amount: 0 }] }],
  ['sendTransfer', { recipients: [{ address: stranger, amount: -1 }] }],
  ['sendTransfer', { recipients: [{ address: stranger, amount: 1.5 }] }],
  ['sendTransfer', { recipients: [{ address: stranger, amount: 2 ** 60 }] }],
  ['sendTransfer', { recipients: [{ address: stranger, amount: '1e3' }] }],
  ['sendTransfer', { recipients: [{ address: stranger, amount: 100 }] }],
  ['sendTransfer', { recipients: [{ address: person(1).address(mainnet), amount: 5_000 }] }],
  ['sendTransfer', { recipients: Array.from({ length: 101 }, () => ({ address: stranger, amount: 5_000 })) }],
  ['signMessage', { address: stranger, message: 'x' }],
  ['signMessage', { address, message: 5 }],
  ['signMessage', { address, message: 'x', protocol: 'RSA' }],
  ['signMessage', { address, message: '\uD800' }],
  ['signPsbt', { psbt: 'none' }],
  ['signPsbt', {}],
  ['signPsbt', { psbt: 'cHNidP8=' }],
  ['signPsbt', 'cHNidP8='],
  ['getAddresses', null],
  ['getAddresses', { purposes: 'payment' }],
  ['wallet_changeNetwork', { name: 'Stacks' }],
  ['wallet_changeNetwork', { name: 'toString' }],
])('%s refuses %j', (method, params) => refused(method, params, -32602));

test('signMessage takes ECDSA unless asked for BIP-322', async () => {
  expect(await call('signMessage', { address, message: 'x' })).toEqual({
    type: 'sign',
    subject: { type: 'message', address, message: 'x', protocol: 'ECDSA' },
  });
  expect(await call('signMessage', { address, message: 'x', protocol: 'BIP322' })).toMatchObject({ subject: { protocol: 'BIP322' } });
});

test('an account that has gone away is no account', async () => {
  const code = families.bitcoin.pageErrors.unauthorized;
  await expect(call('sendTransfer', { recipients: [{ address: stranger, amount: 5_000 }] }, { ...context, accounts: [] })).rejects.toMatchObject({ code });
});

test('stops asking a node about the inputs of a PSBT at the first that it cannot prove', async () => {
  const asked: string[] = [];
  const transport = {
    ...scriptedTransport({}),
    get: async (path: string): Promise<Json> => {
      asked.push(path);
      throw new NodeError(404, 'Transaction not found');
    },
  };
  const script = scriptOf(address, regtest);
  const psbt = new Psbt();
  for (let index = 1; index <= 50; index++) psbt.addInput({ hash: index.toString(16).padStart(64, '0'), index: 0, witnessUtxo: { script, value: 1_000n } });
  psbt.addOutput({ script, value: 40_000n });
  await expect(call('signPsbt', { psbt: psbt.toBase64() }, { ...context, transport })).rejects.toMatchObject({ code: -32602 });
  expect(asked).toHaveLength(1);
});
