import { secp256k1 } from '@noble/curves/secp256k1.js';
import { Transaction } from 'ethers/transaction';
import { decodeRlp, encodeRlp } from 'ethers/utils';
import { describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { bsc, coin, ether, ethereum, person } from './world';

const { transactions } = adapter;

describe.each([ethereum, bsc])('a draft on $name', (network) => {
  const alice = person();
  const sign = (draft: Draft<string>) => transactions.sign(draft, network, alice.signers);

  function draftFor(to: string): Draft<string> {
    const price = { gasLimit: 21_000n, maxFeePerGas: 3n * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n };
    const { unsignedSerialized } = Transaction.from({ type: 2, chainId: network.id.slice('eip155:'.length), nonce: 7, to, value: ether, ...price });
    const max = { asset: coin(network), amount: price.gasLimit * price.maxFeePerGas };
    return { chain: network.id, from: alice.address, fee: { speed: 'normal', max, terms: {} }, payload: unsignedSerialized };
  }

  it('refuses to sign what is not the transaction of the draft', async () => {
    const draft = draftFor(person().address);
    const other = network.id === 'eip155:1' ? bsc : ethereum;
    const twice = { ...draft.fee, max: { ...draft.fee.max, amount: draft.fee.max.amount / 2n } };
    const bad: readonly Draft<string>[] = [
      { ...draft, payload: `${draft.payload}00` },
      { ...draft, payload: draft.payload.replace(/0x02/, '0x03') },
      { ...draft, payload: '0x' },
      { ...draft, chain: other.id },
      { ...draft, fee: twice },
      { ...draft, from: person().address },
    ];
    // Both say the other chain, the bytes do not; and bytes that decode, but are not the encoding that would be hashed.
    const relabelled = { ...draft, chain: other.id, fee: { ...draft.fee, max: { ...draft.fee.max, asset: coin(other) } } };
    await expect(transactions.sign(relabelled, other, alice.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
    expect(() => transactions.preview(relabelled, other)).toThrow(expect.objectContaining({ code: 'transaction/invalid' }));
    const [chainId, , ...rest] = decodeRlp(`0x${draft.payload.slice(4)}`) as string[];
    const padded = `0x02${encodeRlp([chainId!, '0x0000', ...rest]).slice(2)}`;
    for (const payload of [padded, `0x${draft.payload.slice(2).toUpperCase()}`])
      await expect(sign({ ...draft, payload })).rejects.toMatchObject({ code: 'transaction/invalid' });
    for (const tampered of bad) await expect(sign(tampered)).rejects.toMatchObject({ code: 'transaction/invalid' });
    for (const tampered of bad.slice(0, 5))
      expect(() => transactions.preview(tampered, network)).toThrow(expect.objectContaining({ code: 'transaction/invalid' }));
    await expect(transactions.sign(draft, other, alice.signers)).rejects.toMatchObject({ code: 'transaction/invalid' });
    // Another account's signer is not even asked.
    const ecdsa = vi.fn();
    const borrowed = () => ({ ...person().signers(), ecdsa });
    await expect(transactions.sign(draft, network, borrowed)).rejects.toMatchObject({ code: 'transaction/invalid' });
    expect(ecdsa).not.toHaveBeenCalled();
  });

  it('refuses a signature that is not by the account that was shown', async () => {
    const draft = draftFor(person().address);
    const mallory = secp256k1.utils.randomSecretKey();
    const wrong = () => ({
      ...alice.signers(),
      ecdsa: async (hash: Uint8Array) => {
        const signature = secp256k1.sign(hash, mallory, { prehash: false, format: 'recovered' });
        return Uint8Array.of(...signature.slice(1), signature[0]!);
      },
    });
    await expect(transactions.sign(draft, network, wrong)).rejects.toMatchObject({ code: 'transaction/invalid' });
  });

  it('shows the very bytes: another recipient in them is another recipient on the screen', async () => {
    const [bob, mallory] = [person().address, person().address];
    const draft = draftFor(bob);
    expect(transactions.preview(draft, network)).toMatchObject({
      title: 'send',
      changes: [{ direction: 'out', asset: coin(network), amount: ether, party: bob }],
      warnings: [],
    });
    const changed = { ...draft, payload: draft.payload.replace(bob.slice(2).toLowerCase(), mallory.slice(2).toLowerCase()) };
    expect(transactions.preview(changed, network).changes[0]!.party).toBe(mallory);
  });
});
