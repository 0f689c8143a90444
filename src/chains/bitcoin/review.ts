import { formatAmount } from '../../core/amount';
import { toHex } from '../../core/bytes';
import type { Detail, Preview, Warning, WarningCode } from '../adapter';
import { witnessProgram } from './addresses';
import { dustLimit, minRate, sum } from './coins';
import { coinOf } from './assets';
import type { BitcoinNetwork } from './networks';
import { sighashAll, type Inspection, type PaidOutput } from './psbt';

/** What a transaction does, for a person. Where others spend in it too, only what changes for us counts. */
export function review(inspection: Inspection, network: BitcoinNetwork, title: Preview['title']): Preview {
  const asset = coinOf(network);
  const { inputs, outputs, fee, rate } = inspection;
  const alone = inputs.every(({ ours }) => ours);
  const net = sum(inputs.filter(({ ours }) => ours)) - sum(outputs.filter(({ ours }) => ours));
  const isChange = changeIn(inspection);
  const paid = outputs.filter((output) => !isChange(output) && output.value > 0n);
  const changes: Preview['changes'] = alone
    ? paid.map(({ value, address }) => ({ direction: 'out', asset, amount: value, ...(address !== undefined && { party: address }) }))
    : [{ direction: net < 0n ? 'in' : 'out', asset, amount: net < 0n ? -net : net }];
  const amount = (label: Detail['label'], value: bigint): Detail => ({ label, value: { kind: 'amount', asset, amount: value } });
  const text = (label: Detail['label'], words: string): Detail => ({ label, value: { kind: 'text', text: words } });
  return {
    title,
    changes,
    details: [
      ...(alone ? [] : inputs.filter(({ ours }) => ours).map(({ value }) => amount('input', value))),
      ...outputs.flatMap((output) => (isChange(output) ? [amount('change', output.value)] : [destination(output), amount('output', output.value)])),
      ...(isOpen(inspection) ? [text('sighash', 'ALL|ANYONECANPAY')] : []),
      ...(title === 'send' ? [] : [amount('fee', fee)]),
      text('fee-rate', `${formatAmount(rate, 3)} sat/vB`),
    ],
    warnings: warningsOf(inspection),
  };
}

/**
 * What comes back is change. Where nothing goes to anybody else, the account pays itself, and only the last of several outputs is change: whoever builds
 * a transaction puts it there.
 */
function changeIn({ inputs, outputs }: Inspection): (output: PaidOutput) => boolean {
  const toItself = inputs.every(({ ours }) => ours) && outputs.every(({ ours }) => ours);
  return (output) => output.ours && !(toItself && (outputs.length === 1 || output !== outputs.at(-1)));
}

/** A fee above this rate, or above a tenth of what is paid, is nearly always a mistake; a few thousand sats are not worth the question. */
const highRate = 500_000n;
const smallFee = 10_000n;

function warningsOf(inspection: Inspection): readonly Warning[] {
  const { inputs, outputs, fee, rate } = inspection;
  const warn = (level: Warning['level'], code: WarningCode, applies: boolean): readonly Warning[] => (applies ? [{ level, code }] : []);
  const isChange = changeIn(inspection);
  const paid = outputs.filter((output) => !isChange(output));
  return [
    ...warn('danger', 'high-fee', rate > highRate || (fee > smallFee && fee * 10n > sum(paid))),
    ...warn(
      'danger',
      'burned-coins',
      outputs.some(({ script, value }) => script[0] === opReturn && value > 0n),
    ),
    ...warn('danger', 'unknown-output', paid.some(isUnknown)),
    ...warn('info', 'low-fee', rate < minRate),
    ...warn(
      'info',
      'dust-output',
      paid.some(({ script, value }) => value < dustLimit(script)),
    ),
    ...warn('info', 'many-outputs', outputs.length > 50),
    ...warn(
      'info',
      'not-our-input',
      inputs.some(({ ours }) => !ours),
    ),
    ...warn('info', 'partial-signature', isOpen(inspection)),
  ];
}

const opReturn = 0x6a;

/** Others may add inputs to it after we have signed. */
const isOpen = ({ inputs }: Inspection): boolean => inputs.some(({ ours, sighash }) => ours && sighash !== sighashAll);

/** Script that the chain has no rule for yet, or that we cannot name: perhaps anybody can spend it (BIP-141, "anyone can spend"). */
function isUnknown({ script, address }: PaidOutput): boolean {
  if (script[0] === opReturn) return false;
  const program = witnessProgram(script);
  return address === undefined || (program !== undefined && (program.version > 1 || (program.version === 1 && program.bytes.length !== 32)));
}

function destination({ script, address }: PaidOutput): Detail {
  if (address !== undefined) return { label: 'to', value: { kind: 'address', address } };
  const isData = script[0] === opReturn;
  return { label: isData ? 'data' : 'to', value: { kind: 'bytes', hex: toHex(isData ? script.subarray(1) : script) } };
}
