import { TronWeb, utils } from 'tronweb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageMethod, Question } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/tron/adapter';
import { messageHash } from '../../../src/chains/tron/messages';
import type { TronNetwork } from '../../../src/chains/tron/networks';
import { fromHex } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import { startTron, type TronSimulator } from '../../devnet/tron';
import { asset, contextOf, network, pageOf, person, silent, transportTo } from './world';

let chain: TronSimulator;
const alice = person();
const bob = person();

beforeAll(async () => {
  chain = await startTron({ blockMs: 0 });
  await chain.fund(alice.address, 100_000_000n);
});
afterAll(() => chain.stop());

const site = (...people: readonly (typeof alice)[]) => pageOf(contextOf(transportTo(chain.url)), ...people);
const offline = (...people: readonly (typeof alice)[]) => pageOf(contextOf(silent), ...people);
const method = <A extends PageMethod<TronNetwork>['access']>(name: string, access: A) => {
  const found = adapter.page[name]!;
  expect(found.access).toBe(access);
  return found as Extract<PageMethod<TronNetwork>, { access: A }>;
};
const ask = (name: string, params: Json, context = site(alice)) => method(name, 'approval').ask(context, params);
const read = async (name: string, params: Json, context = site(alice), access: 'public' | 'connected' = 'connected') => {
  const found = adapter.page[name]!;
  if (found.access !== access || !('handle' in found)) throw new Error(`${name} is ${found.access}`);
  return found.handle(context, params);
};
const subjectOf = async (question: Promise<Question>) => {
  const asked = await question;
  if (asked.type !== 'sign') throw new Error('not a signature');
  return asked.subject;
};
const sign = async (question: Promise<Question>) => adapter.messages.sign(await subjectOf(question), network, () => alice.signer);

describe('a site before and after consent', () => {
  it('sees the network but no account before, and one account after', async () => {
    expect(await read('eth_chainId', null, offline(), 'public')).toBe('0x5452524d');
    expect(await read('eth_accounts', null, offline(), 'public')).toEqual([]);
    expect(await read('eth_accounts', null, offline(alice, bob), 'public')).toEqual([alice.address]);
    expect(method('eth_requestAccounts', 'connect').answer(offline(alice, bob), null)).toEqual([alice.address]);
  });

  it('has nothing asked of a node before', () => {
    expect(Object.keys(adapter.page).filter((name) => adapter.page[name]!.access === 'public')).toEqual(['eth_chainId', 'eth_accounts']);
  });

  it('may pass no parameters with eth_requestAccounts', () => {
    const { check } = method('eth_requestAccounts', 'connect');
    expect(() => check!([])).not.toThrow();
    expect(() => check!([{ extra: 1 }])).toThrow(expect.objectContaining({ code: -32602 }));
  });

  it('can move to a network the wallet knows', () => {
    const { network: target } = method('wallet_switchEthereumChain', 'switch');
    expect(target([{ chainId: '0x2b6653dc' }])).toBe('tron:728126428');
    expect(() => target([{ chainId: '0x1' }])).toThrow(expect.objectContaining({ code: 4902 }));
    for (const wrong of [null, [], [{}], [{ chainId: 1 }], [{ chainId: '0x02b6653dc' }], [{ chainId: '0x2b6653dc', more: 1 }]] as readonly Json[]) {
      expect(() => target(wrong)).toThrow(expect.objectContaining({ code: -32602 }));
    }
  });

  it('gets no signature question without an account', async () => {
    await expect(ask('tron_signMessageV2', ['hello'], offline())).rejects.toMatchObject({ code: 4100 });
    await expect(ask('tron_sendTransaction', [bob.address, 1], offline())).rejects.toMatchObject({ code: 4100 });
  });
});

describe('a transaction that a site makes, has signed and sends', () => {
  it('goes the whole way', async () => {
    const transaction = (await read('tron_createTransaction', [bob.address, 3_000_000, alice.address])) as Record<string, Json>;
    expect(utils.transaction.txCheck(transaction as never)).toBe(true);
    const question = ask('tron_signTransaction', [transaction]);
    const preview = adapter.messages.preview(await subjectOf(question), network);
    expect(preview.changes).toEqual([{ direction: 'out', asset, amount: 3_000_000n, party: bob.address }]);
    const signed = { ...transaction, signature: [await sign(question)] };
    const sent = await read('tron_sendRawTransaction', [signed]);
    expect(sent).toEqual({ result: true, txid: transaction['txID'] });
    expect(await read('tron_getBalance', [bob.address])).toBe(3_000_000);
  });

  it('made by tronweb itself is signed with the same signature', async () => {
    const tronWeb = new TronWeb({ fullHost: chain.url, privateKey: alice.key });
    const transaction = await tronWeb.transactionBuilder.sendTrx(bob.address, 7, alice.address);
    const theirs = await tronWeb.trx.sign(structuredClone(transaction));
    expect(await sign(ask('tron_signTransaction', [transaction as unknown as Json]))).toBe(theirs.signature[0]!.toLowerCase());
  });

  it("is refused when it is another account's, or its parts disagree", async () => {
    const transaction = (await read('tron_createTransaction', [bob.address, 3, alice.address])) as Record<string, Json>;
    await expect(ask('tron_signTransaction', [transaction], site(bob, alice))).rejects.toMatchObject({ code: 4100 });
    const other = (await read('tron_createTransaction', [bob.address, 4, alice.address])) as Record<string, Json>;
    for (const part of ['txID', 'raw_data', 'raw_data_hex']) {
      await expect(ask('tron_signTransaction', [{ ...transaction, [part]: other[part]! }])).rejects.toMatchObject({ code: 'transaction/invalid' });
    }
  });

  it('may be a plain transfer, which the wallet builds', async () => {
    const asked = await ask('tron_sendTransaction', [bob.address, '5000000']);
    expect(asked).toEqual({ type: 'transaction', intent: { type: 'transfer', from: alice.address, to: bob.address, asset, amount: 5_000_000n } });
    expect(method('tron_sendTransaction', 'approval').answer!({ id: 'aa', raw: '' }, site(alice), null)).toEqual({ result: true, txid: 'aa' });
    for (const wrong of [
      null,
      [],
      [bob.address],
      [bob.address, 0],
      [bob.address, 1.5],
      [bob.address, -1],
      [bob.address, 2 ** 53],
      [bob.address, '1e6'],
    ] as readonly Json[]) {
      await expect(ask('tron_sendTransaction', wrong)).rejects.toMatchObject({ code: -32602 });
    }
    await expect(ask('tron_sendTransaction', ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 1])).rejects.toMatchObject({ code: 'address/invalid' });
  });
});

describe('a message', () => {
  it('as text or bytes is signed as tronweb verifies it', async () => {
    const text = await sign(ask('tron_signMessageV2', ['Anmeldung, 登录']));
    expect(utils.message.verifyMessage('Anmeldung, 登录', String(text))).toBe(alice.address);
    const bytes = await sign(ask('tron_signMessageV2', [[1, 2, 255]]));
    expect(utils.message.verifyMessage(Uint8Array.of(1, 2, 255), String(bytes))).toBe(alice.address);
  });

  it('of the old kind must be 32 bytes, because its prefix says 32 for every length', async () => {
    const hash = 'ab'.repeat(32);
    const { trx } = new TronWeb({ fullHost: chain.url });
    expect(await trx.verifyMessage(hash, String(await sign(ask('tron_signMessage', [hash]))), alice.address)).toBe(true);
    await expect(ask('tron_signMessage', ['ab'.repeat(31)])).rejects.toMatchObject({ code: -32602 });
    expect(() => messageHash(fromHex('ab'.repeat(33)), 1)).toThrow('transaction/invalid');
  });

  it('is shown with its dangers', async () => {
    const codes = async (message: Json) =>
      adapter.messages.preview(await subjectOf(ask('tron_signMessageV2', [message])), network).warnings.map(({ code }) => code);
    expect(await codes('hello\nworld')).toEqual([]);
    expect(await codes('ab'.repeat(32))).toEqual(['hash-like-message']);
    expect(await codes([...fromHex('ab'.repeat(32))])).toEqual(['hash-like-message']);
    expect(await codes([0, 1, 2])).toEqual(['blind-signing']);
    expect(await codes('pay \u202etoor')).toEqual(['control-characters']);
  });

  it('that is none is refused', async () => {
    for (const wrong of [null, [], [null], [{}], [[256]], [['a']], ['x'.repeat(100_001)]] as readonly Json[]) {
      await expect(ask('tron_signMessageV2', wrong)).rejects.toMatchObject({ code: -32602 });
    }
  });
});

describe('typed data', () => {
  const types = {
    Offer: [
      { name: 'maker', type: 'address' },
      { name: 'token', type: 'trcToken' },
      { name: 'amounts', type: 'uint256[]' },
      { name: 'ok', type: 'bool' },
    ],
  };
  const domain = { name: 'Exchange', version: '1', chainId: 0x5452524d, verifyingContract: bob.address };
  const message = { maker: alice.address, token: '1002000', amounts: ['1', 2], ok: true };
  const typed = (changes: { domain?: Json; types?: Json; message?: Json } = {}) =>
    ask('tron_signTypedData', [changes.domain ?? domain, changes.types ?? types, changes.message ?? message]);

  it('is signed as tronweb hashes it, and shown value by value', async () => {
    const signature = String(await sign(typed()));
    expect(TronWeb.address.fromHex(utils.typedData.verifyTypedData(domain, types, message, signature))).toBe(alice.address);
    const { details, warnings } = adapter.messages.preview(await subjectOf(typed()), network);
    expect(details).toEqual(
      expect.arrayContaining([
        { label: 'domain', value: { kind: 'text', text: 'Exchange' } },
        { label: 'primary-type', value: { kind: 'text', text: 'Offer' } },
        { label: 'field', name: 'maker', value: { kind: 'address', address: alice.address } },
        { label: 'field', name: 'amounts[1]', value: { kind: 'text', text: '2' } },
      ]),
    );
    expect(warnings).toEqual([]);
  });

  it('for another chain is refused; for none, marked', async () => {
    await expect(typed({ domain: { ...domain, chainId: 0x2b6653dc } })).rejects.toMatchObject({ code: 'transaction/invalid' });
    expect(await typed({ domain: { ...domain, chainId: `0xd698d4192c56cb6be724a5585452524d` } })).toMatchObject({ type: 'sign' });
    const { warnings } = adapter.messages.preview(await subjectOf(typed({ domain: { name: 'Exchange' } })), network);
    expect(warnings).toEqual([{ level: 'danger', code: 'chain-missing' }]);
  });

  it('that lets others take tokens is marked as that', async () => {
    const permit = { types: { PermitBatchTransferFrom: [{ name: 'spender', type: 'address' }] }, message: { spender: bob.address } };
    const { warnings } = adapter.messages.preview(await subjectOf(typed(permit)), network);
    expect(warnings).toEqual([{ level: 'danger', code: 'token-allowance' }]);
  });

  it.each<[string, { domain?: Json; types?: Json; message?: Json }]>([
    ['a value too many', { message: { ...message, extra: 1 } }],
    ['a value too few', { message: { maker: alice.address, token: '1', ok: true } }],
    ['a bool that is a word', { message: { ...message, ok: 'false' } }],
    ['a number that a double rounds', { message: { ...message, token: 2 ** 60 } }],
    ['a number below zero', { message: { ...message, token: -1 } }],
    ['an address with a wrong checksum', { message: { ...message, maker: `${alice.address.slice(0, -1)}${alice.address.endsWith('a') ? 'b' : 'a'}` } }],
    ['a type that nothing uses', { types: { ...types, Spare: [{ name: 'x', type: 'string' }] } }],
    ['a type that refers to itself', { types: { Offer: [{ name: 'next', type: 'Offer' }] } }],
    ['a type that is not there', { types: { Offer: [{ name: 'x', type: 'Nothing' }] }, message: { x: 1 } }],
    [
      'a field twice',
      {
        types: {
          Offer: [
            { name: 'x', type: 'bool' },
            { name: 'x', type: 'bool' },
          ],
        },
        message: { x: true },
      },
    ],
    ['a name that forges encodeType', { types: { Offer: [{ name: 'x,bool y', type: 'bool' }] }, message: { 'x,bool y': true } }],
    ['an unknown domain field', { domain: { ...domain, evil: 'x' } }],
  ])('with %s is refused', async (_, changes) => {
    await expect(typed(changes)).rejects.toThrow();
  });
});
