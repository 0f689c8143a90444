import { ErrorFragment } from 'ethers/abi';
import type { NodeError, Reason, ReasonCode } from '../../../core/errors';
import { decodeValues, type Value } from './abi';

/** Characters of a contract's own words: more is no sentence. */
const longest = 200;

/**
 * Why a contract refused: from the bytes that a node says it left, else from the node's words. Both may be anything at all. Undefined where
 * nothing is said. Never throws.
 */
export function revertReason({ data, message }: Pick<NodeError, 'data' | 'message'>): Reason | undefined {
  const bytes = bytesFrom(data);
  const reason = bytes === undefined || bytes.length < 10 ? fromWords(message) : fromBytes(bytes);
  // Controls and marks that reorder text have no business in a reason.
  return reason && { code: reason.code, text: reason.text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]+/gu, ' ').slice(0, longest) };
}

function fromBytes(bytes: string): Reason {
  const entry = entries().get(bytes.slice(0, 10));
  const values = entry && valuesOf(entry.fragment, bytes);
  // The selector alone still lets somebody look the error up.
  if (!entry || !values) return { code: 'unknown', text: bytes.length > 74 ? `${bytes.slice(0, 74)}…` : bytes };
  const { code, fragment } = entry;
  const [first] = values;
  if (fragment.name === 'Panic') return { code: panics[String(first)] ?? code, text: `0x${BigInt(String(first)).toString(16)}` };
  if (fragment.name === 'Error') return fromSentence(String(first));
  return { code, text: `${fragment.name}(${values.map(String).join(', ')})` };
}

function fromWords(message: string): Reason | undefined {
  const sentence = /execution reverted:? *(\S.*)$/.exec(message.slice(0, 2000))?.[1];
  return sentence === undefined ? undefined : fromSentence(sentence);
}

/** Many contracts of before custom errors say the same in the same words. */
function fromSentence(text: string): Reason {
  const code = sentences.find(([pattern]) => pattern.test(text))?.[1] ?? 'message';
  return { code, text };
}

/** Nodes put the bytes into `data`, or an object there, or behind words (Parity's "Reverted 0x…"). */
function bytesFrom(data: unknown): string | undefined {
  if (typeof data === 'string') return data.length > 20_000 ? undefined : /(?:^|Reverted )(0x(?:[0-9a-fA-F]{2})*)$/.exec(data)?.[1]?.toLowerCase();
  if (typeof data !== 'object' || data === null) return undefined;
  const inner = Object.getOwnPropertyDescriptor(data, 'data')?.value as unknown;
  return typeof inner === 'string' ? bytesFrom(inner) : undefined;
}

function valuesOf(fragment: ErrorFragment, bytes: string): readonly Value[] | undefined {
  try {
    const { values } = decodeValues(fragment.inputs, bytes.slice(10));
    return Array.isArray(values) ? (values as readonly Value[]) : Object.values(values as Readonly<Record<string, Value>>);
  } catch {
    return undefined;
  }
}

/** Solidity documentation, "Panic via assert and Error via require". */
const panics: Readonly<Record<string, ReasonCode>> = {
  '1': 'panic-assert',
  '17': 'panic-overflow',
  '18': 'panic-division',
  '50': 'panic-index',
};

const sentences: readonly (readonly [RegExp, ReasonCode])[] = [
  [/transfer amount exceeds balance|insufficient balance|^ds-math-sub-underflow$|^STF$|TRANSFER_FROM_FAILED/i, 'balance'],
  [/exceeds allowance|insufficient allowance/i, 'allowance'],
  [/INSUFFICIENT_OUTPUT_AMOUNT|EXCESSIVE_INPUT_AMOUNT|Too little received|Too much requested|slippage/i, 'price'],
  [/\bEXPIRED\b|Transaction too old|deadline/i, 'expired'],
  [/caller is not the owner|Ownable:|AccessControl:|not authorized|unauthorized/i, 'forbidden'],
  [/\bpaused\b/i, 'paused'],
];

/** ERC-6093, OpenZeppelin 5, Uniswap (v3, v4, Universal Router, Permit2), ERC-4337, Seaport. */
const errors: Readonly<Partial<Record<ReasonCode, readonly string[]>>> = {
  message: ['Error(string)', 'FailedInnerCall()', 'FailedCall()', 'FailedOp(uint256 opIndex, string reason)'],
  panic: ['Panic(uint256)'],
  balance: [
    'ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
    'ERC1155InsufficientBalance(address sender, uint256 balance, uint256 needed, uint256 tokenId)',
    'InsufficientBalance(uint256 balance, uint256 needed)',
    'InsufficientBalance()',
    'InsufficientETH()',
    'InsufficientToken()',
    'AddressInsufficientBalance(address account)',
  ],
  allowance: [
    'ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
    'ERC721InsufficientApproval(address operator, uint256 tokenId)',
    'ERC1155MissingApprovalForAll(address operator, address owner)',
    'InsufficientAllowance(uint256 amount)',
    'AllowanceExpired(uint256 deadline)',
    'SafeERC20FailedOperation(address token)',
  ],
  recipient: [
    'ERC20InvalidReceiver(address receiver)',
    'ERC721InvalidReceiver(address receiver)',
    'ERC1155InvalidReceiver(address receiver)',
    'ERC20InvalidSender(address sender)',
    'ERC20InvalidSpender(address spender)',
    'ERC20InvalidApprover(address approver)',
    'ERC721InvalidSender(address sender)',
    'ERC721InvalidOwner(address owner)',
    'ERC721InvalidOperator(address operator)',
    'ERC1155InvalidSender(address sender)',
  ],
  forbidden: [
    'ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)',
    'ERC721NonexistentToken(uint256 tokenId)',
    'OwnableUnauthorizedAccount(address account)',
    'OwnableInvalidOwner(address owner)',
    'AccessControlUnauthorizedAccount(address account, bytes32 neededRole)',
    'Unauthorized()',
    'NotOwner()',
    'InvalidSigner()',
    'ERC2612InvalidSigner(address signer, address owner)',
    'InvalidSignature()',
    'InvalidNonce()',
    'InvalidAccountNonce(address account, uint256 currentNonce)',
  ],
  expired: [
    'ERC2612ExpiredSignature(uint256 deadline)',
    'SignatureExpired(uint256 signatureDeadline)',
    'TransactionDeadlinePassed()',
    'DeadlinePassed(uint256 deadline)',
    'InvalidTime(uint256 startTime, uint256 endTime)',
    'Expired()',
  ],
  price: [
    'V3TooLittleReceived()',
    'V3TooMuchRequested()',
    'V2TooLittleReceived()',
    'V2TooMuchRequested()',
    'V4TooLittleReceived(uint256 minAmountOutReceived, uint256 amountReceived)',
    'V4TooMuchRequested(uint256 maxAmountInRequested, uint256 amountRequested)',
    'PriceSlippageCheckFailed()',
  ],
  paused: ['EnforcedPause()', 'ExpectedPause()'],
};

type Entry = { readonly code: ReasonCode; readonly fragment: ErrorFragment };
let known: ReadonlyMap<string, Entry> | undefined;

function entries(): ReadonlyMap<string, Entry> {
  known ??= new Map(
    Object.entries(errors).flatMap(([code, signatures]) =>
      signatures.map((signature) => {
        const fragment = ErrorFragment.from(`error ${signature}`);
        return [fragment.selector, { code: code as ReasonCode, fragment }] as const;
      }),
    ),
  );
  return known;
}
