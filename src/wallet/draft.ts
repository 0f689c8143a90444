import type { ChainAdapter, Draft, FeeChoice, FeeField, FeeOption, Intent, Signed, Speed } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import { codeOf, reasonOf, WalletError, type ErrorCode } from '../core/errors';
import type { Failure } from './approval';
import type { Outbox } from './outbox';
import type { NetworkService } from './services';

export type Built = { readonly draft: Draft; readonly fees: readonly [FeeOption, ...FeeOption[]] };

type OpenParts = { readonly networks: Pick<NetworkService, 'open'>; readonly outbox: Pick<Outbox, 'pending'> };

export type DraftParts = { readonly networks: NetworkService; readonly outbox: Outbox };

/** Whose transaction it is to be, and what it is to do. */
export type Wish = { readonly network: ChainId; readonly account: number; readonly intent: Intent };

/**
 * Asks for prices and builds the transaction at one of them: the asked speed, else the normal, else the only one; or at what a person
 * set. Throws what {@link import('../chains/adapter').TransactionFlow.build} throws, `transaction/invalid` for a draft of another chain or
 * sender, and `chain/unsupported` where nothing can be set.
 */
export async function buildDraft(parts: DraftParts, { network, account, intent }: Wish, choice: FeeChoice = 'normal'): Promise<Built> {
  const { adapter, context } = await openFor(parts, network, account);
  const offered = await adapter.fees.quote(context, intent);
  const fee = typeof choice === 'string' ? pick(offered, choice) : await customOf(adapter).apply(context, intent, pick(offered), choice);
  const draft = await adapter.transactions.build(context, intent, fee);
  if (draft.chain !== network || draft.from !== intent.from) throw new WalletError('transaction/invalid');
  // A draft that cannot be shown is never asked about.
  adapter.transactions.preview(draft, context.network);
  return { draft, fees: typeof choice === 'string' ? offered : [...offered, fee] };
}

const failures: ReadonlySet<ErrorCode> = new Set(['transaction/would-fail', 'amount/insufficient', 'fee/insufficient']);

/**
 * What {@link buildDraft} refused with `error`, so that the user can see what was asked for and why it cannot be: it is never signed. Throws
 * `error` where there is nothing more to show.
 */
export async function outlineDraft(parts: DraftParts, { network, account, intent }: Wish, error: unknown): Promise<Built & { readonly fails: Failure }> {
  const { adapter, context } = await openFor(parts, network, account);
  const code = codeOf(error);
  if (!failures.has(code) || !adapter.transactions.outline) throw error;
  const draft = await adapter.transactions.outline(context, intent);
  adapter.transactions.preview(draft, context.network);
  const reason = reasonOf(error);
  return { draft, fees: [draft.fee], fails: { code, ...(reason && { reason }) } };
}

/** What a person may set of the fee, as it is in `fee` or else in the normal one. Throws `chain/unsupported`. */
export async function feeFields(parts: DraftParts, { network, account, intent }: Wish, fee?: FeeOption): Promise<readonly FeeField[]> {
  const { adapter, context } = await openFor(parts, network, account);
  const custom = customOf(adapter);
  return custom.fields(context, intent, fee ?? pick(await adapter.fees.quote(context, intent)));
}

/** A road to the network that knows what the account has on its way there. */
export async function openFor({ networks, outbox }: OpenParts, network: ChainId, account: number): ReturnType<NetworkService['open']> {
  const opened = await networks.open(network);
  return { ...opened, context: { ...opened.context, pending: await outbox.pending(network, account) } };
}

function customOf({ fees }: ChainAdapter) {
  if (!fees.custom) throw new WalletError('chain/unsupported');
  return fees.custom;
}

const pick = (fees: readonly [FeeOption, ...FeeOption[]], speed: Speed = 'normal') =>
  fees.find((fee) => fee.speed === speed) ?? fees.find((fee) => fee.speed === 'normal') ?? fees[0];

/** Whether what the account has signed since uses up what the draft needs, so that it must be built again. */
export const conflicts = ({ transactions }: ChainAdapter, draft: Draft, pending: readonly Signed[]): boolean =>
  transactions.conflicts?.(draft, pending) ?? false;

/** Whether its time has run out, so that it must be built again. */
export const isStale = (draft: Draft, now: number): boolean => draft.expiresAt !== undefined && now >= draft.expiresAt;
