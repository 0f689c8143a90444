import type { Transaction } from '../transaction';
import { text, u32, u64, type Program } from './program';

export const computeBudgetProgram = 'ComputeBudget111111111111111111111111111111';

export const computeBudget: Program = ({ data }) => {
  switch (data[0]) {
    case Kind.heap:
    case Kind.loadedData:
      return {};
    case Kind.limit:
      return { details: [text('gas-limit', String(u32(data, 1)))] };
    case Kind.price:
      return { details: [text('fee-rate', `${u64(data, 1)} micro-lamports`)] };
    default:
      return undefined;
  }
};

/**
 * The most that a transaction can cost its fee payer, in lamports: 5000 for each signature, those that precompiled programs check included, and
 * price times limit, rounded up. It is charged whether all the units are used or not.
 */
export function feeOf(transaction: Transaction): bigint {
  let signatures = BigInt(transaction.signers.length);
  let limit: bigint | undefined;
  let price = 0n;
  let programs = 0n;
  for (const { program, data } of transaction.instructions) {
    if (program !== computeBudgetProgram) programs++;
    else if (data[0] === Kind.limit && data.length >= 5) limit = BigInt(u32(data, 1));
    else if (data[0] === Kind.price && data.length >= 9) price = u64(data, 1);
    if (precompiles.has(program)) signatures += BigInt(data[0] ?? 0);
  }
  // Without a limit the runtime takes at most 200 000 units for each instruction; above 1.4 million it always cuts.
  const asked = limit ?? 200_000n * programs;
  const units = asked > maxUnits ? maxUnits : asked;
  return 5_000n * signatures + (units * price + 999_999n) / 1_000_000n;
}

const Kind = { heap: 1, limit: 2, price: 3, loadedData: 4 } as const;
const maxUnits = 1_400_000n;
const precompiles: ReadonlySet<string> = new Set([
  'Ed25519SigVerify111111111111111111111111111',
  'KeccakSecp256k11111111111111111111111111111',
  'Secp256r1SigVerify1111111111111111111111111',
]);
