import * as v from 'valibot';
import { toHex, utf8 } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Json } from '../../core/json';
import type { MessageFlow, Preview, Warning } from '../adapter';
import { danger, hasHiddenCharacters, info, looksLikeHash } from '../warnings';
import { addresses, scriptOf } from './addresses';
import type { BitcoinNetwork } from './networks';
import { inspect, invalid, openPsbt, requireSignable, signInputs, type Inspection } from './psbt';
import { review } from './review';
import { bip322Hash, legacyHash, signBip322, signLegacy } from './signed-message';

/** `message` is well-formed: a lone surrogate would be shown as one thing and signed as another. */
export const messageSubject = v.object({
  type: v.literal('message'),
  address: v.string(),
  message: v.pipe(
    v.string(),
    v.maxLength(100_000),
    v.check((text) => !/\p{Surrogate}/u.test(text)),
  ),
  protocol: v.picklist(['ECDSA', 'BIP322']),
});

/** `address` is the account's own; its inputs get a signature. */
const psbtSubject = v.object({ type: v.literal('psbt'), address: v.string(), psbt: v.string() });

export const messages: MessageFlow<BitcoinNetwork> = {
  preview(json, network) {
    const subject = read(json);
    return subject.type === 'message' ? previewMessage(subject) : previewPsbt(subject, network);
  },

  async sign(json, network, signers): Promise<Json> {
    const subject = read(json);
    const signer = signers();
    if (addresses.fromPublicKey(signer.publicKey, network, 'p2wpkh') !== subject.address) throw invalid('another signer');
    if (subject.type === 'psbt') {
      const { psbt, inspection } = openSubject(subject, network);
      await signInputs(psbt, inspection, signer);
      return { psbt: psbt.toBase64() };
    }
    const { address, protocol } = subject;
    const message = utf8(subject.message);
    return protocol === 'ECDSA'
      ? { signature: await signLegacy(message, signer), messageHash: toHex(legacyHash(message)), address, protocol }
      : { signature: await signBip322(message, scriptOf(address, network), signer), messageHash: toHex(bip322Hash(message)), address, protocol };
  },
};

/**
 * Throws `transaction/invalid` for a PSBT that is not to be signed. One whose amounts are only claimed is signed where it cannot hurt:
 * with two inputs or more, two signings that each lie about another input add up to one transaction with a huge fee (CVE-2020-14199).
 */
export function openSubject({ psbt: base64, address }: { readonly psbt: string; readonly address: string }, network: BitcoinNetwork) {
  const psbt = openPsbt(base64);
  const inspection = inspect(psbt, [address], network);
  requireSignable(psbt, inspection);
  if (inspection.inputs.length > 1 && isUnproven(inspection)) throw invalid('an amount is not proven');
  return { psbt, inspection };
}

function read(json: Json) {
  const subject = v.safeParse(v.variant('type', [messageSubject, psbtSubject]), json);
  if (!subject.success) throw new WalletError('transaction/invalid');
  return subject.output;
}

function previewMessage({ address, message, protocol }: v.InferOutput<typeof messageSubject>): Preview {
  const warnings: readonly (Warning | false)[] = [
    looksLikeHash(message) && danger('hash-like-message'),
    hasHiddenCharacters(message) && info('control-characters'),
  ];
  return {
    title: 'sign-message',
    changes: [],
    details: [
      { label: 'message', value: { kind: 'text', text: message } },
      { label: 'signer', value: { kind: 'address', address } },
      { label: 'type', value: { kind: 'text', text: protocol } },
    ],
    warnings: warnings.filter((warning) => warning !== false),
  };
}

function previewPsbt(subject: v.InferOutput<typeof psbtSubject>, network: BitcoinNetwork): Preview {
  const { inspection } = openSubject(subject, network);
  const preview = review(inspection, network, 'sign-transaction');
  const { inputs, outputs } = inspection;
  const warnings: readonly (Warning | false)[] = [
    isUnproven(inspection) && info('unverified-amounts'),
    inputs.filter(({ ours }) => ours).length > 1 && outputs.every(({ ours }) => !ours) && info('spends-all'),
  ];
  return { ...preview, warnings: [...preview.warnings, ...warnings.filter((warning) => warning !== false)] };
}

const isUnproven = ({ inputs }: Inspection): boolean => inputs.some(({ ours, proven }) => ours && !proven);
