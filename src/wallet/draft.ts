import type { Draft, FeeOption, Intent, Speed } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import { WalletError } from '../core/errors';
import type { NetworkService } from './services';

export type Built = { readonly draft: Draft; readonly fees: readonly [FeeOption, ...FeeOption[]] };

/**
 * Asks for prices and builds the transaction at one of them: the asked speed, else the normal, else the only one. Throws what
 * {@link import('../chains/adapter').TransactionFlow.build} throws, and `transaction/invalid` for a draft of another chain or sender.
 */
export async function buildDraft(networks: NetworkService, network: ChainId, intent: Intent, speed: Speed = 'normal'): Promise<Built> {
  const { adapter, context } = await networks.open(network);
  const fees = await adapter.fees.quote(context, intent);
  const draft = await adapter.transactions.build(context, intent, pick(fees, speed));
  if (draft.chain !== network || draft.from !== intent.from) throw new WalletError('transaction/invalid');
  // A draft that cannot be shown is never asked about.
  adapter.transactions.preview(draft, context.network);
  return { draft, fees };
}

const pick = (fees: readonly [FeeOption, ...FeeOption[]], speed: Speed) =>
  fees.find((fee) => fee.speed === speed) ?? fees.find((fee) => fee.speed === 'normal') ?? fees[0];

/** Whether its time has run out, so that it must be built again. */
export const isStale = (draft: Draft, now: number): boolean => draft.expiresAt !== undefined && now >= draft.expiresAt;
