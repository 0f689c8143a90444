import * as v from 'valibot';
import { WalletError } from '../../core/errors';
import type { Intent } from '../adapter';
import { scriptOf } from './addresses';
import { coinOf } from './assets';
import { dustLimit, select, selectAll, type Coin, type FeeRate, type Output, type Selection } from './coins';
import type { BitcoinNetwork } from './networks';

/** The methods that a `request` intent can have, with params that the page table has checked and made canonical. */
const transferParams = v.object({
  recipients: v.pipe(v.array(v.object({ address: v.string(), amount: v.pipe(v.string(), v.regex(/^[1-9]\d{0,15}$/)) })), v.minLength(1), v.maxLength(100)),
});
const psbtParams = v.object({ psbt: v.string() });

/** What an intent asks for. `max` has one script and no value. */
export type Order = OpenOrder | { readonly type: 'psbt'; readonly psbt: string };
/** Its coins are still to be chosen. */
export type OpenOrder = { readonly type: 'outputs'; readonly outputs: readonly Output[] } | { readonly type: 'max'; readonly script: Uint8Array };

/** Throws `address/*`, `amount/zero`, `amount/dust`, `transaction/invalid`. */
export function orderOf(intent: Intent, network: BitcoinNetwork): Order {
  if (intent.type === 'transfer') {
    if (intent.asset !== coinOf(network)) throw new WalletError('transaction/invalid');
    const script = scriptOf(intent.to, network);
    return intent.amount === 'max' ? { type: 'max', script } : { type: 'outputs', outputs: [payable(script, intent.amount)] };
  }
  if (intent.type !== 'request') throw new WalletError('transaction/invalid');
  const transfer = intent.method === 'sendTransfer' ? v.safeParse(transferParams, intent.params) : undefined;
  if (transfer?.success) {
    return { type: 'outputs', outputs: transfer.output.recipients.map(({ address, amount }) => payable(scriptOf(address, network), BigInt(amount))) };
  }
  const psbt = intent.method === 'signPsbt' ? v.safeParse(psbtParams, intent.params) : undefined;
  if (psbt?.success) return { type: 'psbt', psbt: psbt.output.psbt };
  throw new WalletError('transaction/invalid');
}

/** Which coins pay for an order, and what the outputs are then. */
export function fill(order: OpenOrder, coins: readonly Coin[], changeScript: Uint8Array, rate: FeeRate): Selection & { readonly outputs: readonly Output[] } {
  if (order.type === 'outputs') return { ...select(coins, order.outputs, changeScript, rate), outputs: order.outputs };
  const { value, ...selection } = selectAll(coins, order.script, rate);
  return { ...selection, outputs: [{ script: order.script, value }] };
}

function payable(script: Uint8Array, value: bigint): Output {
  if (value <= 0n) throw new WalletError('amount/zero');
  if (value < dustLimit(script)) throw new WalletError('amount/dust');
  return { script, value };
}
