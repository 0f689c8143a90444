import type { FeeChoice, Intent } from '../chains/adapter';
import { WalletError } from '../core/errors';
import { ownOrigin, subjectOf, type Approval, type Part, type Subject } from './approval';
import { buildDraft, feeFields, outlineDraft, type DraftParts } from './draft';
import { assetsIn, type Tokens } from './tokens';

/** What is to be asked, before it is built. */
export type Asked =
  Exclude<Subject, { kind: 'transaction' }> | { readonly kind: 'transaction'; readonly intent: Intent; readonly fee?: FeeChoice; readonly part?: Part };

type ToCompose = Pick<Approval, 'network' | 'account' | 'origin'> & { readonly subject: Asked };

/**
 * Makes of what is asked what a person can be shown, with the very bytes that would be signed. `failing`: what would fail is shown too, and
 * cannot be agreed to. Throws what building a transaction throws.
 */
export function createComposer(parts: DraftParts & { readonly tokens: Pick<Tokens, 'learn'> }) {
  const { networks, tokens } = parts;

  async function compose({ network, account, origin, subject }: ToCompose, failing: boolean): Promise<Subject> {
    if (subject.kind === 'connect' || subject.kind === 'switch' || subject.kind === 'network' || subject.kind === 'token') return subject;
    const { adapter, context } = await networks.open(network);
    if (subject.kind === 'transaction') {
      const { intent, fee, part } = subject;
      // What the user has sent is theirs alone to take back, and so is what acts for the account.
      if ((intent.type === 'replace' || intent.type === 'undelegate') && origin !== ownOrigin) throw new WalletError('transaction/invalid');
      const wish = { network, account, intent };
      const built = await buildDraft(parts, wish, fee).catch((error: unknown) => {
        if (failing) return outlineDraft(parts, wish, error);
        throw error;
      });
      await tokens.learn(network, assetsIn(adapter.transactions.preview(built.draft, context.network)));
      return { kind: 'transaction', intent, ...built, ...(part && { part }) };
    }
    // What cannot be shown is never asked about: it would keep every other question from being listed.
    await tokens.learn(network, assetsIn(adapter.messages.preview(subject.subject, context.network)));
    return subject;
  }

  /** The transaction of an open question. Throws `approval/changed` where it is about none. */
  function transactionIn(approval: Approval) {
    const subject = subjectOf(approval);
    if (subject.kind !== 'transaction') throw new WalletError('approval/changed');
    return subject;
  }

  return {
    compose,
    /** The same question at another fee, or because time went by. What could not be asked about before, may fail again. */
    again: async (approval: Approval, fee: FeeChoice) => {
      const { intent, part, fails } = transactionIn(approval);
      return compose({ ...approval, subject: { kind: 'transaction', intent, fee, ...(part && { part }) } }, fails !== undefined);
    },
    feeFields: async (approval: Approval) => {
      const { intent, draft } = transactionIn(approval);
      return feeFields(parts, { ...approval, intent }, draft.fee);
    },
  };
}
