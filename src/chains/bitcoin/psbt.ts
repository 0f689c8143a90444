import { Psbt } from 'bitcoinjs-lib/src/psbt';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { concat, equal, fromBase64, toHex } from '../../core/bytes';
import { WalletError } from '../../core/errors';
import type { Address, Signer } from '../adapter';
import { addressOf, scriptOf } from './addresses';
import { sum, vsize, type Output } from './coins';
import { compactSize } from './signed-message';
import type { BitcoinNetwork } from './networks';

type SpentOutput = Output & {
  readonly txid: string;
  readonly vout: number;
  readonly ours: boolean;
  /** The transaction that made it is there, and hashes to its id: the amount is not just a claim. */
  readonly proven: boolean;
  readonly final: boolean;
  /** Final, or with signatures that make it so. */
  readonly complete: boolean;
  readonly sighash: number;
};
export type PaidOutput = Output & { readonly address?: Address; readonly ours: boolean };

/** What a PSBT does, as far as its own bytes say. Amounts in sats; `rate` in sat per 1000 vB, for inputs of the usual size. */
export type Inspection = {
  readonly inputs: readonly SpentOutput[];
  readonly outputs: readonly PaidOutput[];
  readonly fee: bigint;
  readonly rate: bigint;
};

export const sighashAll = Transaction.SIGHASH_ALL;
const sighashAllAnyoneCanPay = Transaction.SIGHASH_ALL | Transaction.SIGHASH_ANYONECANPAY;

/** Throws `transaction/invalid` for what is no PSBT of version 0 (BIP-174), spends nothing, or spends an output twice. */
export function openPsbt(base64: string): Psbt {
  if (base64.length > 4_000_000) throw invalid('too long');
  let psbt: Psbt;
  try {
    psbt = Psbt.fromBuffer(fromBase64(base64));
  } catch (error) {
    throw invalid('not a PSBT', error);
  }
  const { inputs, outputs, globalMap } = psbt.data;
  const version = globalMap.unknownKeyVals?.find(({ key }) => key[0] === 0xfb)?.value;
  const isNewer = has(globalMap, 2, 6) || inputs.some((map) => has(map, 0x0e, 0x12)) || outputs.some((map) => has(map, 3, 4));
  if (version?.some((byte) => byte !== 0) || isNewer) throw invalid('a PSBT of another version');
  if (inputs.length === 0) throw invalid('no inputs');
  return psbt;
}

/**
 * Reads what is spent and paid. An output is ours if its script is: what the PSBT claims about keys and paths counts for nothing.
 * Throws `transaction/invalid` where amounts are missing, contradict each other or do not add up.
 */
export function inspect(psbt: Psbt, owned: readonly Address[], network: BitcoinNetwork): Inspection {
  const scripts = new Set(owned.map((address) => toHex(scriptOf(address, network))));
  const isOurs = (script: Uint8Array) => scripts.has(toHex(script));
  const inputs = psbt.txInputs.map((_, index) => spentOutput(psbt, index, isOurs));
  const outputs = outputsOf(psbt).map(({ script, value }): PaidOutput => {
    const address = addressOf(script, network);
    return { script, value, ours: isOurs(script), ...(address !== undefined && { address }) };
  });
  const fee = sum(inputs) - sum(outputs);
  if (inputs.length === 0 || outputs.length === 0 || fee < 0n) throw invalid('amounts do not add up');
  return {
    inputs,
    outputs,
    fee,
    rate:
      (fee * 1_000n) /
      vsize(
        inputs.length,
        outputs.map(({ script }) => script),
      ),
  };
}

/** Sats. Throws as {@link inspect} does. */
export function psbtFee(base64: string): bigint {
  const psbt = openPsbt(base64);
  const fee = sum(psbt.txInputs.map((_, index) => spentOutput(psbt, index, () => false))) - sum(outputsOf(psbt));
  if (fee < 0n) throw invalid('amounts do not add up');
  return fee;
}

/** The rules for signing at all. Throws `transaction/invalid`. */
export function requireSignable(psbt: Psbt, { inputs }: Inspection): void {
  // Such a signature is no signature of this transaction (BIP-143 signs zero, older scripts sign one).
  if (inputs.some(({ sighash }, index) => (sighash & 0x1f) === Transaction.SIGHASH_SINGLE && index >= outputsOf(psbt).length)) throw invalid('sighash');
  const ours = inputs.flatMap((input, index) => (input.ours ? [{ input, data: psbt.data.inputs[index] }] : []));
  if (ours.length === 0) throw invalid('no input is ours');
  for (const { input, data } of ours) {
    if (input.final) throw invalid('an input is final already');
    // NONE and SINGLE leave outputs open to whoever comes next; what is not defined is not signed.
    if (input.sighash !== sighashAll && input.sighash !== sighashAllAnyoneCanPay) throw invalid('sighash');
    if (!data || data.redeemScript || data.witnessScript || data.tapInternalKey || data.tapLeafScript || data.tapMerkleRoot) {
      throw invalid('not a P2WPKH input');
    }
  }
}

/** Puts a signature to every input that is ours. Throws `transaction/invalid` when the signer's is another key. */
export async function signInputs(psbt: Psbt, { inputs }: Inspection, signer: Signer): Promise<void> {
  const sign = async (hash: Uint8Array) => (await signer.ecdsa(hash)).slice(0, 64);
  for (const [index, { ours }] of inputs.entries()) {
    if (!ours) continue;
    try {
      await psbt.signInputAsync(index, { publicKey: signer.publicKey, sign }, [sighashAll, sighashAllAnyoneCanPay]);
    } catch (error) {
      if (error instanceof WalletError) throw error;
      throw invalid('cannot be signed', error);
    }
  }
}

/** The finished transaction. Throws `transaction/invalid` while a signature is missing. */
export function extract(psbt: Psbt): Transaction {
  try {
    for (const [index, input] of psbt.data.inputs.entries()) if (!isFinal(input)) psbt.finalizeInput(index);
    // Its own limit on fees is for those who have none.
    return psbt.extractTransaction(true);
  } catch (error) {
    throw invalid('a signature is missing', error);
  }
}

/** A PSBT of a finished transaction, for a page that expects one back. */
export function finishedPsbt(raw: string): string {
  const transaction = Transaction.fromHex(raw);
  const psbt = new Psbt();
  psbt.setVersion(transaction.version).setLocktime(transaction.locktime);
  for (const { hash, index, sequence, script, witness } of transaction.ins) {
    psbt.addInput({
      hash,
      index,
      sequence,
      ...(script.length > 0 && { finalScriptSig: script }),
      ...(witness.length > 0 && { finalScriptWitness: concat(compactSize(witness.length), ...witness.flatMap((item) => [compactSize(item.length), item])) }),
    });
  }
  return psbt.addOutputs(transaction.outs).toBase64();
}

export const invalid = (reason: string, cause?: unknown): WalletError => new WalletError('transaction/invalid', { reason }, { cause });

/** Whether it has fields that only version 2 has (BIP-370), by key type. */
const has = ({ unknownKeyVals = [] }: { readonly unknownKeyVals?: { key: Uint8Array }[] }, first: number, last: number): boolean =>
  unknownKeyVals.some(({ key: [type = 0, ...data] }) => data.length === 0 && type >= first && type <= last);

const txidOf = (hash: Uint8Array): string => toHex(Uint8Array.from(hash).reverse());
const isFinal = (input: Psbt['data']['inputs'][number]): boolean => input.finalScriptSig !== undefined || input.finalScriptWitness !== undefined;

/** From the bytes: `Psbt.txOutputs` wants an address for each, and warns on the console of those it knows none for. */
const outputsOf = (psbt: Psbt): readonly Output[] => Transaction.fromBuffer(psbt.data.getTransaction()).outs;

function spentOutput(psbt: Psbt, index: number, isOurs: (script: Uint8Array) => boolean): SpentOutput {
  const data = psbt.data.inputs[index];
  const outpoint = psbt.txInputs[index];
  if (!data || !outpoint) throw invalid('no such input');
  const txid = txidOf(outpoint.hash);
  const proof = data.nonWitnessUtxo && outputOf(data.nonWitnessUtxo, txid, outpoint.index);
  const claim = data.witnessUtxo;
  if (proof && claim && (proof.value !== claim.value || !equal(proof.script, claim.script))) throw invalid('two amounts for one input');
  const { script, value } = proof ?? claim ?? fail('an amount is missing');
  // There are never more than 21 million bitcoins.
  if (value > 2_100_000_000_000_000n) throw invalid('amounts do not add up');
  const final = isFinal(data);
  return {
    txid,
    vout: outpoint.index,
    script,
    value,
    ours: isOurs(script),
    proven: proof !== undefined,
    final,
    complete: final || data.partialSig !== undefined || data.tapKeySig !== undefined,
    sighash: data.sighashType ?? sighashAll,
  };
}

function outputOf(bytes: Uint8Array, txid: string, vout: number): Output {
  let transaction: Transaction;
  try {
    transaction = Transaction.fromBuffer(bytes);
  } catch (error) {
    throw invalid('a previous transaction cannot be read', error);
  }
  if (transaction.getId() !== txid) throw invalid('a previous transaction is another');
  return transaction.outs[vout] ?? fail('a previous transaction has no such output');
}

function fail(reason: string): never {
  throw invalid(reason);
}
