import type { PageContext, Question } from '../chains/adapter';
import type { Network } from '../chains/family';
import type { FamilyId } from '../chains/registry';
import { codeOf } from '../core/errors';
import type { Part } from '../wallet/approval';
import type { Approvals, Ask, Outcome } from '../wallet/approvals';
import type { PageQuery } from './envelope';
import { failure } from './failure';
import type { Limits } from './limits';
import type { Asker } from './asker';
import type { Sites } from './site';
import type { Unlock } from './unlock';

export type Asking = ReturnType<typeof createAsking>;

export type AskingOptions = { readonly approvals: Approvals; readonly limits: Limits; readonly sites: Sites; readonly unlock: Unlock };

/** How a site's call becomes a question to the user, and waits for the answer. */
export function createAsking({ approvals, limits, sites, unlock }: AskingOptions) {
  /** Holds one of the origin's places while the user is asked. A call that comes back after the worker died is attached to its question. */
  async function asking<T>(
    { origin, tabId, signal }: Asker,
    { id, family }: PageQuery,
    kind: 'connect' | 'switch' | 'other',
    ask: () => Promise<T>,
  ): Promise<T | Outcome> {
    const again = await approvals.find(origin, { tabId, id });
    const leave = limits.enter(origin, kind);
    try {
      if (again) return await until(signal, again);
      if (!leave) throw failure(family, 'busy');
      return await ask();
    } catch (error) {
      if (codeOf(error) === 'approval/rejected') await limits.rejected(origin);
      throw error;
    } finally {
      leave?.();
    }
  }

  async function quiet({ origin }: Asker, { family }: PageQuery): Promise<void> {
    if (!(await limits.mayAsk(origin))) throw failure(family, 'limit');
  }

  async function put(
    { origin, tabId, signal }: Asker,
    { id, family }: PageQuery,
    ask: Pick<Ask, 'network' | 'account' | 'subject'>,
    asked?: () => void,
  ): Promise<Outcome> {
    const approval = await approvals.ask({ origin, family, request: { tabId, id }, ...ask });
    asked?.();
    return until(signal, approval);
  }

  async function until(signal: AbortSignal, id: string): Promise<Outcome> {
    const withdraw = () => void approvals.withdraw(id);
    signal.addEventListener('abort', withdraw, { once: true });
    if (signal.aborted) withdraw();
    try {
      return await approvals.outcome(id);
    } finally {
      signal.removeEventListener('abort', withdraw);
    }
  }

  /** Asks what a family made of the params. `part`: which of the transactions of one request it is. */
  async function question(asker: Asker, call: PageQuery, ask: (context: PageContext<Network>) => Promise<Question> | Question, part?: Part): Promise<Outcome> {
    const { origin } = asker;
    const { family } = call;
    return asking(asker, call, 'other', async () => {
      await quiet(asker, call);
      await unlock(asker);
      const context = await sites.context(origin, family);
      const asked = await ask(context);
      return put(asker, call, { network: context.network.id, account: await signer(origin, family, context, asked), subject: subjectOf(asked, part) });
    });
  }

  async function signer(origin: string, family: FamilyId, { accounts: [first] }: PageContext<Network>, question: Question): Promise<number> {
    const from = question.type === 'transaction' ? question.intent.from : (question.from ?? first?.address);
    const account = (await sites.accounts(origin, family)).find(({ address }) => address === from);
    if (!account) throw failure(family, 'unauthorized');
    return account.index;
  }

  return { asking, quiet, put, question };
}

const subjectOf = (question: Question, part?: Part): Ask['subject'] =>
  question.type === 'transaction' ? { kind: 'transaction', intent: question.intent, ...(part && { part }) } : { kind: 'sign', subject: question.subject };
