/** Every failure the wallet can name. Only the code crosses a boundary; the UI has words for each in every language. */
export type ErrorCode =
  // what a person typed
  | 'address/invalid'
  | 'address/checksum'
  | 'address/wrong-network'
  | 'address/other-family'
  | 'address/not-payable'
  | 'amount/invalid'
  | 'amount/too-precise'
  | 'amount/zero'
  | 'amount/dust'
  | 'amount/insufficient'
  | 'amount/rent'
  | 'phrase/word-count'
  | 'phrase/unknown-word'
  | 'phrase/checksum'
  | 'password/too-short'
  | 'password/common'
  | 'name/invalid'
  | 'symbol/invalid'
  | 'endpoint/invalid'
  | 'token/absent'
  | 'token/absurd'
  | 'token/id-invalid'
  | 'token/id-missing'
  | 'token/native'
  | 'token/too-many'
  | 'link/invalid'
  | 'link/token-unknown'
  | 'link/unsupported'
  | 'recipient/name-changed'
  | 'recipient/name-invalid'
  | 'recipient/name-offchain'
  | 'recipient/name-unknown'
  | 'explorer/invalid'
  | 'key/characters'
  | 'key/length'
  | 'key/range'
  | 'keystore/address'
  | 'keystore/invalid'
  | 'keystore/too-costly'
  | 'keystore/unsupported'
  | 'keystore/wrong-password'
  // questions
  | 'approval/changed'
  | 'approval/gone'
  | 'approval/rejected'
  | 'approval/expired'
  | 'approval/interrupted'
  // chains
  | 'chain/unsupported'
  | 'fee/insufficient'
  | 'fee/invalid'
  | 'fee/too-high'
  | 'fee/too-low'
  | 'delegation/absent'
  | 'draft/expired'
  | 'transaction/rejected'
  | 'transaction/settled'
  | 'transaction/would-fail'
  | 'transaction/invalid'
  | 'network/unreachable'
  | 'network/wrong-chain'
  | 'network/bad-response'
  | 'network/disabled'
  | 'network/unknown'
  | 'network/exists'
  | 'network/invalid'
  | 'network/too-many'
  // sites
  | 'dapp/unauthorized'
  | 'dapp/unknown-method'
  | 'dapp/invalid-params'
  | 'dapp/busy'
  // inside
  | 'rpc/disconnected'
  | 'rpc/unknown-call'
  | 'internal'
  | 'storage/corrupt'
  | 'storage/newer'
  | 'vault/absent'
  | 'vault/exists'
  | 'vault/locked'
  | 'vault/wrong-password'
  | 'vault/throttled'
  | 'account/elsewhere'
  | 'account/too-many'
  | 'account/unknown';

/** Why a contract refuses a call, or a node a transaction, as far as its answer says. The UI has a sentence for each in every language. */
export type ReasonCode =
  | 'message'
  | 'node'
  | 'unknown'
  | 'balance'
  | 'allowance'
  | 'recipient'
  | 'forbidden'
  | 'expired'
  | 'price'
  | 'paused'
  | 'panic'
  | 'panic-assert'
  | 'panic-overflow'
  | 'panic-division'
  | 'panic-index';

/** `text` is the contract's or the node's own, and foreign: short, shown inert to the user, and never told to a site. */
export type Reason = { readonly code: ReasonCode; readonly text: string };

/** `data` stays on this side of every boundary: it is for our own code and tests, never for a page or a log. */
export class WalletError extends Error {
  override readonly name = 'WalletError';
  static override [Symbol.hasInstance] = isNamed<WalletError>('WalletError');
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, string>>;
  /** Crosses to the wallet's own screens beside the code. */
  readonly reason?: Reason;

  constructor(code: ErrorCode, data: Readonly<Record<string, string>> = {}, { reason, ...options }: ErrorOptions & { readonly reason?: Reason } = {}) {
    super(code, options);
    this.code = code;
    this.data = data;
    if (reason) this.reason = reason;
  }
}

/** What a node answered to a JSON-RPC or REST call: hostile text until a family has read it. */
export class NodeError extends Error {
  override readonly name = 'NodeError';
  static override [Symbol.hasInstance] = isNamed<NodeError>('NodeError');
  /** JSON-RPC error code, or HTTP status. */
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** An answer meant for a page: a code of its family's standard, and words that hold nothing of the user's. */
export class PageError extends Error {
  override readonly name = 'PageError';
  static override [Symbol.hasInstance] = isNamed<PageError>('PageError');
  readonly code: number;
  readonly data: unknown;

  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export const reasonOf = (error: unknown): Reason | undefined => (error instanceof WalletError ? error.reason : undefined);
export const codeOf = (error: unknown): ErrorCode => (error instanceof WalletError ? error.code : 'internal');

/**
 * Whether something is one of our errors, by its name: the worker is two scripts, each with its own copy of these classes, and an error crosses
 * from one to the other. A function declaration, for it runs while the classes above are made.
 */
function isNamed<E extends Error>(name: E['name']) {
  return (value: unknown): value is E => value instanceof Error && value.name === name;
}
