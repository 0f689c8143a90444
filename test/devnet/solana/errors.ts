import {
  TransactionErrorDuplicateInstruction,
  TransactionErrorInstructionError,
  TransactionErrorInsufficientFundsForRent,
  type FailedTransactionMetadata,
} from 'litesvm/dist/internal.js';

/** A JSON-RPC error of the node. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export const invalidParams = (message: string): RpcError => new RpcError(-32602, `Invalid params: ${message}`);

/** A TransactionError as Solana's RPC writes it: a name, or an object with one key. */
export type TransactionError = string | { readonly [name: string]: unknown };

export function transactionError(failure: FailedTransactionMetadata): TransactionError {
  const error = failure.err();
  if (typeof error === 'number') return named(transactionErrors, error);
  if (error instanceof TransactionErrorInstructionError) {
    const inner = error.err();
    if (typeof inner === 'number') return { InstructionError: [error.index, named(instructionErrors, inner)] };
    return { InstructionError: [error.index, 'code' in inner ? { Custom: inner.code } : { BorshIoError: inner.msg }] };
  }
  if (error instanceof TransactionErrorInsufficientFundsForRent) return { InsufficientFundsForRent: { account_index: error.accountIndex } };
  if (error instanceof TransactionErrorDuplicateInstruction) return { DuplicateInstruction: error.index };
  return { ProgramExecutionTemporarilyRestricted: { account_index: error.accountIndex } };
}

/** Whether a transaction that failed this way is in a block all the same, and has paid its fee. */
export const lands = (error: TransactionError): boolean => typeof error !== 'string';

/** What the preflight of sendTransaction answers, in the words of Solana's own TransactionError. */
export function preflightFailure(err: TransactionError, logs: readonly string[] = [], unitsConsumed = 0): RpcError {
  return new RpcError(-32002, `Transaction simulation failed: ${words(err)}`, { err, logs, accounts: null, unitsConsumed, returnData: null });
}

function words(error: TransactionError): string {
  if (typeof error === 'string') return sentences[error] ?? error;
  const { InstructionError: instruction, InsufficientFundsForRent: rent } = error;
  if (instruction) {
    const [index, inner] = instruction as readonly [number, unknown];
    const custom = (inner as { readonly Custom?: number }).Custom;
    return `Error processing Instruction ${index}: ${custom === undefined ? JSON.stringify(inner) : `custom program error: 0x${custom.toString(16)}`}`;
  }
  if (rent) return `Transaction results in an account (${(rent as { readonly account_index: number }).account_index}) with insufficient funds for rent`;
  return JSON.stringify(error);
}

const sentences: Readonly<Record<string, string>> = {
  BlockhashNotFound: 'Blockhash not found',
  AlreadyProcessed: 'This transaction has already been processed',
  AccountNotFound: 'Attempt to debit an account but found no record of a prior credit.',
  InsufficientFundsForFee: 'Insufficient funds for fee',
  ProgramAccountNotFound: 'Attempt to load a program that does not exist',
};

/** An unknown number must never read as "no error". */
function named(names: readonly string[], index: number): string {
  return names[index] ?? `Unknown${index}`;
}

// The binding declares these as `const enum`, which do not exist at run time: the names, in the order of its internal.d.ts.
const transactionErrors = (
  'AccountInUse AccountLoadedTwice AccountNotFound ProgramAccountNotFound InsufficientFundsForFee InvalidAccountForFee AlreadyProcessed ' +
  'BlockhashNotFound CallChainTooDeep MissingSignatureForFee InvalidAccountIndex SignatureFailure InvalidProgramForExecution SanitizeFailure ' +
  'ClusterMaintenance AccountBorrowOutstanding WouldExceedMaxBlockCostLimit UnsupportedVersion InvalidWritableAccount ' +
  'WouldExceedMaxAccountCostLimit WouldExceedAccountDataBlockLimit TooManyAccountLocks AddressLookupTableNotFound ' +
  'InvalidAddressLookupTableOwner InvalidAddressLookupTableData InvalidAddressLookupTableIndex InvalidRentPayingAccount ' +
  'WouldExceedMaxVoteCostLimit WouldExceedAccountDataTotalLimit MaxLoadedAccountsDataSizeExceeded ResanitizationNeeded ' +
  'InvalidLoadedAccountsDataSizeLimit UnbalancedTransaction ProgramCacheHitMaxLimit CommitCancelled'
).split(' ');

const instructionErrors = (
  'GenericError InvalidArgument InvalidInstructionData InvalidAccountData AccountDataTooSmall InsufficientFunds IncorrectProgramId ' +
  'MissingRequiredSignature AccountAlreadyInitialized UninitializedAccount UnbalancedInstruction ModifiedProgramId ExternalAccountLamportSpend ' +
  'ExternalAccountDataModified ReadonlyLamportChange ReadonlyDataModified DuplicateAccountIndex ExecutableModified RentEpochModified ' +
  'NotEnoughAccountKeys AccountDataSizeChanged AccountNotExecutable AccountBorrowFailed AccountBorrowOutstanding DuplicateAccountOutOfSync ' +
  'InvalidError ExecutableDataModified ExecutableLamportChange ExecutableAccountNotRentExempt UnsupportedProgramId CallDepth MissingAccount ' +
  'ReentrancyNotAllowed MaxSeedLengthExceeded InvalidSeeds InvalidRealloc ComputationalBudgetExceeded PrivilegeEscalation ' +
  'ProgramEnvironmentSetupFailure ProgramFailedToComplete ProgramFailedToCompile Immutable IncorrectAuthority AccountNotRentExempt ' +
  'InvalidAccountOwner ArithmeticOverflow UnsupportedSysvar IllegalOwner MaxAccountsDataAllocationsExceeded MaxAccountsExceeded ' +
  'MaxInstructionTraceLengthExceeded BuiltinProgramsMustConsumeComputeUnits BorshIoError'
).split(' ');
