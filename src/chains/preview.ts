import type { Address, AssetId } from '../core/caip';

/** What a row of a preview is called; the UI has a word for each in every language. */
export type DetailLabel =
  | 'to'
  | 'from'
  | 'signer'
  | 'contract'
  | 'spender'
  | 'method'
  | 'nonce'
  | 'data'
  | 'memo'
  | 'message'
  | 'message-hex'
  | 'domain'
  | 'statement'
  | 'uri'
  | 'issued-at'
  | 'expires-at'
  | 'chain'
  | 'program'
  | 'input'
  | 'output'
  | 'change'
  | 'fee'
  | 'fee-rate'
  | 'fee-limit'
  | 'gas-limit'
  | 'permission-id'
  | 'type'
  | 'primary-type'
  | 'sighash'
  | 'field'
  | 'blockhash'
  // What calls and orders are about
  | 'amount'
  | 'allowance'
  | 'token'
  | 'minimum-received'
  | 'maximum-paid'
  | 'offered'
  | 'asked'
  | 'route'
  | 'new-owner'
  | 'new-code'
  // Who acts for an account, and which of its numbers that uses up
  | 'delegate'
  | 'delegation-nonce'
  /** Begins the rows of a call within the call. */
  | 'call'
  // Of typed data: EIP-712's domain separator, the hash of the message, and what is signed of both
  | 'domain-hash'
  | 'message-hash'
  | 'signed-hash';

/** Everything in here that came from a page or a node is foreign text: the UI renders it inert. */
export type DetailValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'address'; readonly address: Address }
  /** Nobody. */
  | { readonly kind: 'none' }
  /** `unlimited`: more than there can be of anything; the number says nothing more. */
  | { readonly kind: 'amount'; readonly asset: AssetId; readonly amount: bigint; readonly unlimited?: true }
  | { readonly kind: 'time'; readonly at: number }
  /** Hex without 0x; long ones are folded. */
  | { readonly kind: 'bytes'; readonly hex: string };

/** `name` is the foreign name of a `field` (typed data, calldata). `depth`: of a call within the call, how far in it is; 0 where it is not said. */
export type Detail = { readonly label: DetailLabel; readonly name?: string; readonly depth?: number; readonly value: DetailValue };

/** The UI has a sentence for each in every language. `danger` makes the user confirm a second time. */
export type WarningCode =
  | 'unlimited-approval'
  | 'blind-signing'
  | 'hash-like-message'
  | 'domain-mismatch'
  | 'account-mismatch'
  | 'chain-missing'
  | 'chain-mismatch'
  | 'time-invalid'
  | 'unknown-contract-call'
  | 'permission-change'
  | 'ownership-change'
  | 'durable-nonce'
  | 'partial-signature'
  | 'high-fee'
  | 'not-our-input'
  | 'unverified-amounts'
  | 'lookup-tables'
  | 'new-recipient-account'
  | 'recipient-is-contract'
  | 'approval-for-all'
  | 'token-allowance'
  | 'fee-limit-high'
  | 'delegate'
  | 'not-decoded'
  | 'decrypted-for-site'
  | 'control-characters'
  // What contracts are told: other code, other hands, no least amount, an order for next to nothing, a transaction in a signature
  | 'code-change'
  | 'other-recipient'
  | 'no-minimum'
  | 'gives-away'
  | 'signed-transaction'
  // A contract acts for the account from then on; on every chain there is
  | 'account-delegated'
  | 'every-chain'
  // Bitcoin: coins nobody can spend, coins anybody can spend, outputs below dust, a long list, nothing comes back, too little to be mined
  | 'burned-coins'
  | 'unknown-output'
  | 'dust-output'
  | 'many-outputs'
  | 'spends-all'
  | 'low-fee';

export type Warning = { readonly level: 'info' | 'danger'; readonly code: WarningCode };

/** What a person is shown. One React screen renders it for every chain. */
export type Preview = {
  /** `cancel`: only takes the place of another transaction. `undelegate`: only takes off the contract that acts for the account. */
  readonly title:
    | 'send'
    | 'cancel'
    | 'undelegate'
    | 'contract-call'
    | 'contract-creation'
    | 'approve-token'
    | 'sign-message'
    | 'sign-in'
    | 'sign-typed-data'
    | 'sign-transaction'
    | 'share-key'
    | 'decrypt';
  readonly changes: readonly { readonly direction: 'out' | 'in'; readonly asset: AssetId; readonly amount: bigint; readonly party?: Address }[];
  readonly details: readonly Detail[];
  readonly warnings: readonly Warning[];
};
