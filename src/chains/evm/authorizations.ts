import { Signature } from 'ethers/crypto';
import { hashAuthorization } from 'ethers/hash';
import { recoverAddress, type Authorization, type Transaction } from 'ethers/transaction';
import { fromHex, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, Signer } from '../adapter';
import { addressOf, sameAddress, zeroAddress } from './addresses';

/** What an account agrees to (EIP-7702): that the code at `address` acts for it. `chainId` 0 is every chain there is. */
type Delegation = Pick<Authorization, 'address' | 'chainId' | 'nonce'>;

/** keccak256(0x05 ‖ rlp([chain id, address, nonce])). Throws `transaction/invalid` for what no chain would take. */
export function digestOf({ address, chainId, nonce }: Delegation): Uint8Array {
  const isPossible = /^0x[0-9a-f]{40}$/i.test(address) && within(chainId, 2n ** 256n) && within(nonce, 2n ** 64n - 1n);
  if (!isPossible) throw new WalletError('transaction/invalid');
  return fromHex(hashAuthorization({ address: address.toLowerCase(), chainId, nonce }));
}

/** Whose account it is about; undefined where nobody can have signed it so. */
export function signerOf(authorization: Authorization): Address | undefined {
  try {
    return recoverAddress(`0x${toHex(digestOf(authorization))}`, authorization.signature);
  } catch {
    return undefined;
  }
}

/**
 * Signs that no contract acts for the signer's account any more, on one chain. The address is no parameter: nothing in this wallet signs that
 * one does. Throws `transaction/invalid`.
 */
export async function signRelease(chainId: bigint, nonce: bigint, signer: Signer): Promise<Authorization> {
  const release = releaseOf(chainId, nonce);
  const signature = await signer.ecdsa(digestOf(release));
  const signed = { ...release, signature: Signature.from(`0x${toHex(signature.slice(0, 64))}${signature[64] === 1 ? '1c' : '1b'}`) };
  const by = signerOf(signed);
  if (by === undefined || !sameAddress(by, addressOf(signer.publicKey))) throw new WalletError('transaction/invalid');
  return signed;
}

/** In the bytes that a person is asked about: the release with nothing where its signature will be. */
export const unsignedRelease = (chainId: bigint, nonce: bigint): Authorization => ({ ...releaseOf(chainId, nonce), signature: Signature.from() });

const releaseOf = (chainId: bigint, nonce: bigint): Delegation => {
  // Where there is none, it would be one for every chain.
  if (chainId === 0n) throw new WalletError('transaction/invalid');
  return { address: zeroAddress, chainId, nonce };
};

/** A transaction uses up its own nonce before its authorisations are looked at: that of its sender's release is the next. */
export const releaseNonce = ({ nonce }: Pick<Transaction, 'nonce'>): bigint => BigInt(nonce) + 1n;

/** Whether it does nothing but take off the contract that acts for its sender, here, and is not signed in any of its parts. */
export function isUnsignedRelease({ authorizationList, to, value, data, accessList, chainId, nonce }: Transaction, from: Address): boolean {
  const [release, ...others] = authorizationList ?? [];
  if (release === undefined || others.length > 0) return false;
  return (
    to !== null &&
    sameAddress(to, from) &&
    value === 0n &&
    data === '0x' &&
    (accessList ?? []).length === 0 &&
    chainId > 0n &&
    release.address === zeroAddress &&
    release.chainId === chainId &&
    release.nonce === releaseNonce({ nonce }) &&
    release.signature.serialized === Signature.from().serialized
  );
}

/** The unsigned bytes, as long as they will be: a chain that charges by the byte is asked about these. */
export function sized(transaction: Transaction): string {
  if (transaction.authorizationList === null) return transaction.unsignedSerialized;
  const signed = transaction.clone();
  const signature = Signature.from(`0x${'7f'.repeat(64)}1b`);
  signed.authorizationList = transaction.authorizationList.map((each) => ({ ...each, signature }));
  return signed.unsignedSerialized;
}

/** Gas that each costs before anything runs (EIP-7702, PER_EMPTY_ACCOUNT_COST). */
export const gasOfAuthorization = 25_000n;

const within = (value: unknown, end: bigint): boolean => typeof value === 'bigint' && value >= 0n && value < end;
