import { toHex } from '../core/bytes';
import type { Address, Detail, Preview } from './adapter';
import { domainLeavesOf, hashesOf, integerFrom, leavesOf, type Dialect, type Leaf, type TypedData } from './typed-data';
import { hasHiddenCharacters, info } from './warnings';

/** What a family knows of a kind of typed data beyond its values: how one of them is shown, what leaves, and the calls within it. */
export type Meaning = { readonly changes: Preview['changes']; readonly details: readonly Detail[]; row(leaf: Leaf): Detail };

/** Every value that is signed. What signing lets others do is the family's to say, in `warnings`. */
export function previewTypedData(data: TypedData, signer: Address, dialect: Dialect, warnings: Preview['warnings'], meaning?: Meaning): Preview {
  const domain = domainLeavesOf(data);
  const leaves = leavesOf(data, dialect);
  const rows = leaves.slice(0, rowLimit).map((leaf) => meaning?.row(leaf) ?? rowOf(leaf, dialect));
  const rest = leaves.slice(rowLimit);
  const texts = [...domain, ...leaves].flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return {
    title: 'sign-typed-data',
    changes: meaning?.changes ?? [],
    details: [
      { label: 'signer', value: { kind: 'address', address: signer } },
      ...domain.map((leaf) => rowOf(leaf, dialect, domainLabels[leaf.path])),
      { label: 'primary-type', value: { kind: 'text', text: data.primaryType } },
      ...rows,
      ...(meaning?.details ?? []),
      ...(rest.length === 0
        ? []
        : [{ label: 'field', name: rest[0]!.path, value: { kind: 'text', text: rest.map(({ value }) => String(value)).join(', ') } } as const]),
      ...hashRows(data, dialect),
    ],
    warnings: [
      ...warnings,
      ...(rest.length > 0 || texts.some((text) => text.length > textLimit) ? [info('not-decoded')] : []),
      ...(texts.some(hasHiddenCharacters) ? [info('control-characters')] : []),
    ],
  };
}

/** What hardware wallets show, and what those who sign together compare (Safe). */
function hashRows(data: TypedData, dialect: Dialect): readonly Detail[] {
  const { domain, message, digest } = hashesOf(data, dialect);
  const row = (label: Detail['label'], hash: Uint8Array): Detail => ({ label, value: { kind: 'bytes', hex: toHex(hash) } });
  return [row('domain-hash', domain), ...(message ? [row('message-hash', message)] : []), row('signed-hash', digest)];
}

/** More rows than anybody reads; the rest is one folded text. */
const rowLimit = 300;
/** The UI folds a text of this length: part of what is signed is not on the screen. */
const textLimit = 10_000;

const domainLabels: Readonly<Record<string, Detail['label']>> = { name: 'domain', chainId: 'chain', verifyingContract: 'contract' };

function rowOf({ path, type, value }: Leaf, dialect: Dialect, label?: Detail['label']): Detail {
  const named = label ? { label } : ({ label: 'field', name: path } as const);
  if (type === 'address') return { ...named, value: { kind: 'address', address: dialect.address(String(value)) } };
  if (type.startsWith('bytes')) return { ...named, value: { kind: 'bytes', hex: String(value).slice(2) } };
  // Integers may come as hex; people read decimals.
  return { ...named, value: { kind: 'text', text: type === 'string' || type === 'bool' ? String(value) : String(integerFrom(value)) } };
}
