import type { Transaction } from 'ethers/transaction';
import { getCreateAddress } from 'ethers/address';
import type { Detail, Draft, Preview } from '../adapter';
import { danger, info } from '../warnings';
import { sameAddress, zeroAddress } from './addresses';
import { coinOf } from './assets';
import { describeAuthorizations } from './decode/authorizations';
import { describeCall } from './decode/call';
import type { Effect } from './decode/known';
import { readDraft, type Payload } from './draft';
import type { EvmNetwork } from './networks';

/** What the bytes of a draft say, and nothing else. */
export function preview(draft: Draft<Payload>, network: EvmNetwork): Preview {
  const transaction = readDraft(draft, network);
  const { to, value, data } = transaction;
  const effect = effectOf(transaction, draft, network);
  return {
    title: effect.title ?? 'contract-call',
    changes: [
      ...(value > 0n ? ([{ direction: 'out', asset: coinOf(network), amount: value, ...(to !== null && { party: to }) }] as const) : []),
      ...effect.changes,
    ],
    details: [
      ...effect.details,
      ...(data === '0x' ? [] : ([{ label: 'data', value: { kind: 'bytes', hex: data.slice(2) } }] as const)),
      text('gas-limit', transaction.gasLimit),
      text('nonce', transaction.nonce),
    ],
    warnings: [...effect.warnings, ...feeWarnings(transaction, draft)],
  };
}

function effectOf(transaction: Transaction, { from, replaces }: Draft<Payload>, network: EvmNetwork): Effect {
  const { to, data, value, nonce, authorizationList } = transaction;
  if (authorizationList) return { title: 'undelegate', ...describeAuthorizations(authorizationList, from, transaction.chainId) };
  if (to === null) {
    const contract: Detail = { label: 'contract', value: { kind: 'address', address: getCreateAddress({ from, nonce }) } };
    return { title: 'contract-creation', changes: [], details: [contract], warnings: [info('unknown-contract-call')] };
  }
  if (data === '0x')
    return {
      // Nothing to oneself or to nobody, in the place of something: all that it does is to keep that from being carried out.
      title: replaces !== undefined && value === 0n && (sameAddress(to, from) || to === zeroAddress) ? 'cancel' : 'send',
      changes: [],
      details: [{ label: 'to', value: { kind: 'address', address: to } }],
      warnings: [],
    };
  const effect = describeCall({ chain: network.id, coin: coinOf(network), account: from, caller: from, to, value, data });
  // Coins beside a token are no mere transfer of it.
  if (effect) return { ...effect, ...(effect.title === 'send' && value > 0n && { title: 'contract-call' }) };
  // Unknown is shown as unknown: the selector is all that the bytes tell.
  const contract: Detail = { label: 'contract', value: { kind: 'address', address: to } };
  return { changes: [], details: [contract, text('method', data.slice(0, 10))], warnings: [info('unknown-contract-call')] };
}

const text = (label: Detail['label'], value: string | number | bigint): Detail => ({ label, value: { kind: 'text', text: String(value) } });

/** wei. Above either, somebody made a mistake or a node lies. */
const highPrice = 2_000_000_000_000n;
const highFee = 100_000_000_000_000_000n;

// What the chain asked when a person set their own price is not in the bytes: it comes with the draft, as the fee does.
const feeWarnings = (transaction: Transaction, { fee }: Draft<Payload>): Preview['warnings'] =>
  isHigh(transaction) || fee.price === 'high' ? [danger('high-fee')] : fee.price === 'low' ? [info('low-fee')] : [];

function isHigh({ gasLimit, gasPrice, maxFeePerGas }: Transaction): boolean {
  const price = maxFeePerGas ?? gasPrice ?? 0n;
  return price > highPrice || price * gasLimit > highFee;
}
