import * as v from 'valibot';
import { Psbt } from 'bitcoinjs-lib/src/psbt';
import type { Draft, FeeOption, TransactionFlow } from '../adapter';
import { addresses, scriptOf } from './addresses';
import { coinOf } from './assets';
import { verifyCoins } from './esplora';
import { fixedFee, rateOf } from './fees';
import { fill, orderOf } from './intents';
import type { BitcoinNetwork } from './networks';
import { extract, inspect, invalid, openPsbt, requireSignable, signInputs, type Inspection } from './psbt';
import { review } from './review';
import { spendableCoins } from './spendable';
import { broadcast, track } from './tracking';

/** A draft's payload is a PSBT (BIP-174) in base64: what is shown and what is signed are both read from it. */
export const transactions: TransactionFlow<BitcoinNetwork, string> = {
  async build(context, intent, fee) {
    const { network } = context;
    const order = orderOf(intent, network);
    const draft = (psbt: Psbt, terms: FeeOption): Draft<string> => ({ chain: network.id, from: intent.from, fee: terms, payload: psbt.toBase64() });
    if (order.type === 'psbt') {
      const psbt = openPsbt(order.psbt);
      const inspection = inspect(psbt, [intent.from], network);
      requireSignable(psbt, inspection);
      await verifyCoins(
        context,
        intent.from,
        inspection.inputs.filter(({ ours }) => ours),
      );
      return draft(psbt, fixedFee(inspection.fee, network));
    }
    // Change goes back to where the coins were: an account has one address for now.
    const changeScript = scriptOf(intent.from, network);
    const filled = fill(order, await spendableCoins(context, intent.from), changeScript, rateOf(fee));
    await verifyCoins(context, intent.from, filled.coins);
    const psbt = new Psbt();
    for (const { txid, vout, value } of filled.coins) {
      psbt.addInput({ hash: txid, index: vout, sequence: replaceable, witnessUtxo: { script: changeScript, value } });
    }
    psbt.addOutputs([...filled.outputs, ...(filled.change > 0n ? [{ script: changeScript, value: filled.change }] : [])]);
    return draft(psbt, { ...fee, max: { asset: coinOf(network), amount: filled.fee } });
  },

  preview(draft, network) {
    const { inspection } = read(draft, network);
    return review(inspection, network, inspection.inputs.every(({ ours }) => ours) ? 'send' : 'sign-transaction');
  },

  async sign(draft, network, signers) {
    const signer = signers();
    if (addresses.fromPublicKey(signer.publicKey, network, 'p2wpkh') !== draft.from) throw invalid('another signer');
    const { psbt, inspection } = read(draft, network);
    await signInputs(psbt, inspection, signer);
    const transaction = extract(psbt);
    return { id: transaction.getId(), raw: transaction.toHex(), validity: { fee: inspection.fee.toString() } };
  },

  broadcast,
  track,
};

/** BIP-125: the fee can be raised later. */
const replaceable = 0xfffffffd;

/** The amounts were proven when the draft was built, and every signature commits to them (BIP-143). */
function read(draft: Draft<string>, network: BitcoinNetwork): { readonly psbt: Psbt; readonly inspection: Inspection } {
  if (draft.chain !== network.id || !v.is(v.string(), draft.payload)) throw invalid('another network');
  const psbt = openPsbt(draft.payload);
  const inspection = inspect(psbt, [draft.from], network);
  requireSignable(psbt, inspection);
  if (draft.fee.max.asset !== coinOf(network) || draft.fee.max.amount !== inspection.fee) throw invalid('another fee');
  return { psbt, inspection };
}
