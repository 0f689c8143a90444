import { keccak_256 } from '@noble/hashes/sha3.js';
import fc from 'fast-check';
import { Signature } from 'ethers/crypto';
import { Transaction, type Authorization } from 'ethers/transaction';
import { describe, expect, it, vi } from 'vitest';
import type { Draft, Signer } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { digestOf, isUnsignedRelease, signerOf, sized, signRelease, unsignedRelease } from '../../../src/chains/evm/authorizations';
import { controlBy } from '../../../src/chains/evm/control';
import { describeAuthorizations } from '../../../src/chains/evm/decode/authorizations';
import { families } from '../../../src/chains/registry';
import { fromHex, toHex } from '../../../src/core/bytes';
import type { Json } from '../../../src/core/json';
import { coin, ethereum, pageContext, person } from './world';

const alice = person();
const contract = person().address;
const zero = `0x${'0'.repeat(40)}`;
const { transactions } = adapter;

/** A signer that writes down what it was asked to sign. */
function listening(inner: Signer = alice.signers()) {
  const asked: string[] = [];
  const signers = (): Signer => ({ ...inner, ecdsa: (hash) => (asked.push(toHex(hash)), inner.ecdsa(hash)) });
  return { asked, signers };
}

describe('the code at an account’s address', () => {
  it.each([
    ['0x', { kind: 'key' }],
    [`0xef0100${contract.slice(2)}`, { kind: 'delegate', to: contract }],
    [`0xEF0100${contract.slice(2).toLowerCase()}`, { kind: 'delegate', to: contract }],
    [
      '0xef010063c0c19a282a1b52b07dd5a65b58948a07dae32b',
      { kind: 'delegate', to: '0x63c0c19a282a1B52b07dD5a65b58948A07DAE32B', name: 'MetaMask Stateless DeleGator' },
    ],
    ['0xef01', { kind: 'contract' }],
    [`0xef0100${'11'.repeat(19)}`, { kind: 'contract' }],
    [`0xef0100${'11'.repeat(21)}`, { kind: 'contract' }],
    [`0xef0100${'11'.repeat(29)}`, { kind: 'contract' }],
    [`0xef0101${'11'.repeat(20)}`, { kind: 'contract' }],
    ['0x6001', { kind: 'contract' }],
    // Delegating to nobody is how a delegation is taken off: no chain says that.
    [`0xef0100${'00'.repeat(20)}`, undefined],
  ])('%s', (code, control) => {
    expect(controlBy(code)).toEqual(control);
  });
});

describe('an authorisation', () => {
  it('is hashed as the others hash it', () => {
    // MetaMask/eth-sig-util, hashEIP7702Authorization
    const hash = digestOf({ chainId: 8545n, address: '0x1234567890123456789012345678901234567890', nonce: 1n });
    expect(toHex(hash)).toBe('b847dee5b33802280f3279d57574e1eb6bf5d628d7f63049e3cb20bad211056c');
  });

  it('is signed for the zero address, and there is no way to name another', async () => {
    // Chain, number, signer: what else could be passed has no place.
    expect(signRelease).toHaveLength(3);
    await fc.assert(
      fc.asyncProperty(fc.bigInt(1n, 2n ** 64n), fc.bigInt(0n, 2n ** 53n), async (chainId, nonce) => {
        const { asked, signers } = listening();
        const more = [contract, { address: contract }] as unknown as [];
        const signed = await signRelease(chainId, nonce, signers(), ...more);
        expect(signed).toMatchObject({ address: zero, chainId, nonce });
        expect(asked).toEqual([toHex(digestOf({ address: zero, chainId, nonce }))]);
        expect(signerOf(signed)).toBe(alice.address);
        expect(signerOf({ ...signed, address: contract })).not.toBe(alice.address);
      }),
      { numRuns: 20 },
    );
  });

  it('is not signed for every chain at once, nor for numbers that no account has', async () => {
    const { asked, signers } = listening();
    for (const [chainId, nonce] of [
      [0n, 1n],
      [-1n, 1n],
      [1n, -1n],
      [1n, 2n ** 64n - 1n],
      [2n ** 256n, 1n],
      [1 as unknown as bigint, 1n],
      [1n, null as unknown as bigint],
    ] as const)
      await expect(signRelease(chainId, nonce, signers())).rejects.toMatchObject({ code: 'transaction/invalid' });
    expect(asked).toEqual([]);
  });

  it('is refused where the signer signs for somebody else', async () => {
    const mallory = person();
    const crooked = { ...alice.signers(), ecdsa: (hash: Uint8Array) => mallory.signers().ecdsa(hash) };
    await expect(signRelease(1n, 1n, crooked)).rejects.toMatchObject({ code: 'transaction/invalid' });
  });

  it('is told as what it does: for whom, to what, and where', async () => {
    const sign = async (by: typeof alice, terms: Pick<Authorization, 'address' | 'chainId' | 'nonce'>): Promise<Authorization> => {
      const signature = await by.signers().ecdsa(digestOf(terms));
      return { ...terms, signature: Signature.from(`0x${toHex(signature.slice(0, 64))}${signature[64] === 1 ? '1c' : '1b'}`) };
    };
    const bob = person();
    const list = [
      await sign(alice, { address: contract, chainId: 1n, nonce: 8n }),
      await sign(bob, { address: contract, chainId: 0n, nonce: 0n }),
      await sign(alice, { address: zero, chainId: 56n, nonce: 9n }),
    ];
    expect(describeAuthorizations(list, alice.address, 1n)).toEqual({
      changes: [],
      details: [
        { label: 'delegate', value: { kind: 'address', address: contract } },
        { label: 'delegation-nonce', value: { kind: 'text', text: '8' } },
        { label: 'from', value: { kind: 'address', address: bob.address } },
        { label: 'delegate', value: { kind: 'address', address: contract } },
        { label: 'chain', value: { kind: 'text', text: '0' } },
        { label: 'delegation-nonce', value: { kind: 'text', text: '0' } },
        { label: 'delegate', value: { kind: 'none' } },
        { label: 'chain', value: { kind: 'text', text: '56' } },
        { label: 'delegation-nonce', value: { kind: 'text', text: '9' } },
      ],
      warnings: [
        { level: 'danger', code: 'account-delegated' },
        { level: 'danger', code: 'every-chain' },
      ],
    });
  });
});

describe('a draft of a set-code transaction', () => {
  const fields = {
    type: 4,
    chainId: 1n,
    nonce: 7,
    to: alice.address,
    value: 0n,
    data: '0x',
    gasLimit: 46_000n,
    maxFeePerGas: 3n,
    maxPriorityFeePerGas: 1n,
    authorizationList: [unsignedRelease(1n, 8n)],
  };
  const draftOf = (change: Partial<Record<keyof typeof fields | 'accessList', unknown>> = {}): Draft<string> => ({
    chain: ethereum.id,
    from: alice.address,
    fee: { speed: 'normal', max: { asset: coin(ethereum), amount: 138_000n }, terms: {} },
    payload: Transaction.from({ ...fields, ...change } as never).unsignedSerialized,
  });

  it('is signed twice: that nobody acts for the account, and the transaction with that in it', async () => {
    const { asked, signers } = listening();
    const { raw, id } = await transactions.sign(draftOf(), ethereum, signers);
    const sent = Transaction.from(raw);
    expect([sent.hash, sent.from, sent.type]).toEqual([id, alice.address, 4]);
    const [release, ...others] = sent.authorizationList!;
    expect(others).toEqual([]);
    expect(release).toMatchObject({ address: zero, chainId: 1n, nonce: 8n });
    expect(signerOf(release!)).toBe(alice.address);
    expect(asked).toEqual([toHex(digestOf(release!)), sent.unsignedHash.slice(2)]);
    // What was shown is what was signed, but for the one signature that could not be there yet.
    sent.signature = null;
    sent.authorizationList = [unsignedRelease(1n, 8n)];
    expect(sent.unsignedSerialized).toBe(draftOf().payload);
    expect(isUnsignedRelease(Transaction.from(draftOf().payload), alice.address)).toBe(true);
  });

  it('is as long for a chain that charges by the byte as it is sent, but for its own signature', async () => {
    const { raw } = await transactions.sign(draftOf(), ethereum, alice.signers);
    const bytes = sized(Transaction.from(draftOf().payload));
    const [least, most] = [raw.length / 2 - 70, raw.length / 2 - 62];
    expect(bytes.length / 2).toBeGreaterThanOrEqual(least);
    expect(bytes.length / 2).toBeLessThanOrEqual(most);
    expect(draftOf().payload.length / 2).toBeLessThan(least);
    const plain = Transaction.from({ ...fields, type: 2, authorizationList: null });
    expect(sized(plain)).toBe(plain.unsignedSerialized);
  });

  const signed = Signature.from(`0x${'11'.repeat(64)}1b`);
  it.each<[string, Parameters<typeof draftOf>[0]]>([
    ['a delegation to a contract', { authorizationList: [{ ...unsignedRelease(1n, 8n), address: contract }] }],
    ['one for every chain', { authorizationList: [{ ...unsignedRelease(1n, 8n), chainId: 0n }] }],
    ['one for another chain', { authorizationList: [unsignedRelease(56n, 8n)] }],
    ['its own number', { authorizationList: [unsignedRelease(1n, 7n)] }],
    ['a later number', { authorizationList: [unsignedRelease(1n, 9n)] }],
    ['somebody’s signature', { authorizationList: [{ ...unsignedRelease(1n, 8n), signature: signed }] }],
    ['a second one', { authorizationList: [unsignedRelease(1n, 8n), { ...unsignedRelease(1n, 9n), address: contract }] }],
    ['the same twice', { authorizationList: [unsignedRelease(1n, 8n), unsignedRelease(1n, 8n)] }],
    ['none', { authorizationList: [] }],
    ['coins', { value: 1n }],
    ['a call', { data: '0x01' }],
    ['another recipient', { to: contract }],
    ['an access list', { accessList: [{ address: contract, storageKeys: [] }] }],
  ])('is refused with %s, before a signer is asked', async (_what, change) => {
    const ecdsa = vi.fn();
    const draft = draftOf(change);
    expect(() => transactions.preview(draft, ethereum)).toThrow(expect.objectContaining({ code: 'transaction/invalid' }));
    await expect(transactions.sign(draft, ethereum, () => ({ ...alice.signers(), ecdsa }))).rejects.toMatchObject({ code: 'transaction/invalid' });
    expect(ecdsa).not.toHaveBeenCalled();
  });
});

describe('a page', () => {
  const terms = { address: contract, chainId: 1n, nonce: 0n };
  const digest = `0x${toHex(digestOf(terms))}`;
  const bytes = `0x05${'d7'}01${'94'}${contract.slice(2).toLowerCase()}80`;
  const typed = (type: string, value: string) =>
    JSON.stringify({ types: { EIP712Domain: [], Mail: [{ name: 'contents', type }] }, primaryType: 'Mail', domain: {}, message: { contents: value } });

  it('has bytes here that would be an authorisation', () => {
    expect(`0x${toHex(keccak_256(fromHex(bytes)))}`).toBe(digest);
  });

  it.each<[string, Json]>([
    ['personal_sign', [bytes, alice.address]],
    ['personal_sign', [digest, alice.address]],
    ['eth_signTypedData', [[{ type: 'bytes', name: 'a', value: bytes }], alice.address]],
    ['eth_signTypedData_v1', [[{ type: 'bytes32', name: 'a', value: digest }], alice.address]],
    ['eth_signTypedData_v3', [alice.address, typed('bytes', bytes)]],
    ['eth_signTypedData_v4', [alice.address, typed('bytes32', digest)]],
    ['eth_signTypedData_v4', [alice.address, typed('bytes', bytes)]],
  ])('does not get them signed by %s %#', async (method, params) => {
    const entry = adapter.page[method]!;
    if (entry.access !== 'approval') throw new Error('asks nobody');
    const question = await entry.ask(pageContext(ethereum, [alice]), params);
    if (question.type !== 'sign') throw new Error('sends');
    const { asked, signers } = listening();
    const signature = (await adapter.messages.sign(question.subject, ethereum, signers)) as string;
    expect(asked).toHaveLength(1);
    expect(`0x${asked[0]}`).not.toBe(digest);
    expect(signerOf({ ...terms, signature: Signature.from(signature) })).not.toBe(alice.address);
  });

  it('has no other way to ask for one', async () => {
    for (const method of [
      'eth_sign',
      'eth_signAuthorization',
      'wallet_signAuthorization',
      'eth_signTransaction',
      'wallet_signTransaction',
      'experimental_signAuthorization',
    ])
      expect(Object.hasOwn(adapter.page, method), method).toBe(false);
    expect(families.evm.pageErrors.unsupported).toBe(4200);
    const send = adapter.page['eth_sendTransaction']!;
    if (send.access !== 'approval') throw new Error('asks nobody');
    const plain = { from: alice.address, to: alice.address, value: '0x0' };
    const authorization = { chainId: '0x1', address: contract, nonce: '0x1', yParity: '0x0', r: `0x${'11'.repeat(32)}`, s: `0x${'11'.repeat(32)}` };
    for (const more of [
      { type: '0x4' },
      { type: '0x04' },
      { type: 4 },
      { authorizationList: [] },
      { authorizationList: null },
      { authorizationList: [authorization] },
      { type: '0x4', authorizationList: [authorization] },
      { type: '0x4', authorizationList: [{ ...authorization, address: zero }] },
    ] as readonly Record<string, Json>[])
      await expect(send.ask(pageContext(ethereum, [alice]), [{ ...plain, ...more }]), JSON.stringify(more)).rejects.toMatchObject({ code: -32602 });
  });
});
