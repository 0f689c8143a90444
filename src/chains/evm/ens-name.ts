import { ens_normalize } from '@adraffy/ens-normalize';
import { keccak256 } from 'ethers/crypto';
import { concat, fromHex, toHex, utf8 } from '../../core/bytes';
import { WalletError } from '../../core/errors';

/** The one spelling of a name (ENSIP-15). Throws `recipient/name-invalid`. */
export function normalise(text: string): string {
  try {
    const name = text.length <= 255 ? ens_normalize(text) : '';
    if (name !== '') return name;
  } catch (cause) {
    throw new WalletError('recipient/name-invalid', {}, { cause });
  }
  throw new WalletError('recipient/name-invalid');
}

/** EIP-137 of a normalised name, or of '' for the root. 0x hex. */
export function namehash(name: string): string {
  const labels = name === '' ? [] : name.split('.');
  return labels.reduceRight((node, label) => keccak256(concat(fromHex(node), fromHex(keccak256(utf8(label))))), `0x${'0'.repeat(64)}`);
}

/** ENSIP-10: each label after its length, and a zero. 0x hex. Throws `recipient/name-invalid` for a label that has no such form. */
export function dnsEncode(name: string): string {
  const labels = name.split('.').map((label) => utf8(label));
  if (labels.some(({ length }) => length < 1 || length > 255)) throw new WalletError('recipient/name-invalid');
  return `0x${toHex(concat(...labels.flatMap((label) => [Uint8Array.of(label.length), label]), Uint8Array.of(0)))}`;
}
