import type { Signed, TxId } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import type { Activity } from './activity';
import type { ActivityView } from './views/activity';
import type { Outbox } from './outbox';

/** Which transaction does what another was to do, after the user signed a faster one in its place. */
export type Succession = {
  /** The transaction that the chain has, or may yet have: itself or a faster one. Undefined where nothing will come of it any more. */
  current(network: ChainId, id: TxId): Promise<TxId | undefined>;
  /** What was signed as `by`, if that does what `id` was to do. */
  signed(network: ChainId, id: TxId, by: TxId): Promise<Signed | undefined>;
};

export function createSuccession({ activity, outbox }: { readonly activity: Activity; readonly outbox: Pick<Outbox, 'pending'> }): Succession {
  async function find(network: ChainId) {
    const entries = new Map((await activity.list()).filter((entry) => entry.network === network).map((entry) => [entry.id, entry]));
    /** `by` itself, where what it repeats, however often over, is `id`. */
    const repeating = (id: TxId, by: TxId | undefined): ActivityView | undefined => {
      const seen = new Set<TxId>();
      for (let at = by; at !== undefined && !seen.has(at); at = entries.get(at)?.repeats) {
        if (at === id) return entries.get(by!);
        seen.add(at);
      }
      return undefined;
    };
    return { entries, repeating };
  }

  return {
    current: async (network, id) => {
      const { entries, repeating } = await find(network);
      const entry = entries.get(id);
      if (entry?.state === 'dropped') return undefined;
      return entry?.state === 'replaced' ? repeating(id, entry.replacedBy)?.id : id;
    },
    signed: async (network, id, by) => {
      const entry = (await find(network)).repeating(id, by);
      return entry && (await outbox.pending(network, entry.account)).find((signed) => signed.id === by);
    },
  };
}
