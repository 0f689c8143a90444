import type { Transaction } from 'ethers/transaction';
import type { Detail, Draft, Preview, Warning } from '../adapter';
import { coinOf } from './assets';
import { danger, info } from '../warnings';
import { decodeCall } from './calldata';
import { readDraft, type Payload } from './draft';
import type { EvmNetwork } from './networks';

/** What the bytes of a draft say, and nothing else. */
export function preview(draft: Draft<Payload>, network: EvmNetwork): Preview {
  const transaction = readDraft(draft, network);
  const { to, value, data } = transaction;
  const effect = effectOf(transaction);
  return {
    title: effect.title,
    changes: value > 0n ? [{ direction: 'out', asset: coinOf(network), amount: value, ...(to !== null && { party: to }) }] : [],
    details: [
      ...effect.details,
      ...(data === '0x' ? [] : ([{ label: 'data', value: { kind: 'bytes', hex: data.slice(2) } }] as const)),
      text('gas-limit', transaction.gasLimit),
      text('nonce', transaction.nonce),
    ],
    warnings: [...effect.warnings, ...(isHigh(transaction) ? [danger('high-fee')] : [])],
  };
}

type Effect = { readonly title: Preview['title']; readonly details: readonly Detail[]; readonly warnings: readonly Warning[] };

function effectOf({ to, data }: Transaction): Effect {
  if (to === null) return { title: 'contract-creation', details: [], warnings: [info('unknown-contract-call')] };
  if (data === '0x') return { title: 'send', details: [{ label: 'to', value: { kind: 'address', address: to } }], warnings: [] };
  const contract: Detail = { label: 'contract', value: { kind: 'address', address: to } };
  const call = decodeCall(data);
  // Unknown is shown as unknown: the selector is all that the bytes tell.
  if (!call) return { title: 'contract-call', details: [contract, text('method', data.slice(0, 10))], warnings: [info('unknown-contract-call')] };
  return { title: call.title, details: [contract, text('method', call.method), ...call.details], warnings: call.warnings };
}

const text = (label: Detail['label'], value: string | number | bigint): Detail => ({ label, value: { kind: 'text', text: String(value) } });

/** wei. Above either, somebody made a mistake or a node lies. */
const highPrice = 2_000_000_000_000n;
const highFee = 100_000_000_000_000_000n;

function isHigh({ gasLimit, gasPrice, maxFeePerGas }: Transaction): boolean {
  const price = maxFeePerGas ?? gasPrice ?? 0n;
  return price > highPrice || price * gasLimit > highFee;
}
