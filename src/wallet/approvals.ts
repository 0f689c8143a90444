import type { ChainAdapter } from '../chains/adapter';
import type { FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import { codeOf, WalletError, type ErrorCode } from '../core/errors';
import { encode, type Json, type Wire } from '../core/json';
import type { Area } from '../storage/slot';
import type { WalletApi } from './api';
import { isFromPage, isOpen, ownOrigin, recover, step, subjectOf, type Approval, type ApprovalEvent, type PageRequest, type Subject } from './approval';
import { openApprovals } from './approval-slot';
import { viewOf } from './approval-view';
import type { Balances } from './balances';
import { createComposer, type Asked } from './compose';
import type { Executor } from './execute';
import type { Outbox } from './outbox';
import type { AccountService, Core, NetworkService, Session } from './services';
import type { Tokens } from './tokens';
import type { ApprovalWindow } from './window';

/** `request` is there when, and only when, a page asks. */
export type Ask = {
  readonly origin: string;
  readonly family: FamilyId;
  readonly network: ChainId;
  readonly account: number;
  readonly subject: Asked;
  readonly request?: PageRequest;
};

/** `result`: of a transaction a `Signed`; of a signature what the page receives; of the others null. */
export type Outcome = { readonly kind: Subject['kind']; readonly result: Json };

export type Approvals = Omit<WalletApi['approvals'], 'askers'> & {
  /** Puts a question to the user; opens the window for a page's. Returns its id. Throws `dapp/busy`, and what building a transaction throws. */
  ask(ask: Ask): Promise<string>;
  /** The question that a page's call asks already, from before the worker died. */
  find(origin: string, request: PageRequest): Promise<string | undefined>;
  /** What came of it, or a WalletError that says why nothing did. Whoever waits keeps the question alive. */
  outcome(id: string): Promise<Outcome>;
  /** Nobody waits for the answer any more. */
  withdraw(id: string): Promise<void>;
  /** Ends what has expired or was left behind. Asked by an alarm. */
  sweep(): Promise<void>;
};

export type ApprovalsOptions = {
  readonly core: Core;
  /** `storage.session`. */
  readonly area: Area;
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly session: Session;
  readonly outbox: Outbox;
  readonly executor: Executor;
  readonly window: ApprovalWindow;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
  readonly tokens: Pick<Tokens, 'named' | 'learn'>;
  readonly balances: Pick<Balances, 'control'>;
};

const lifetime = 10 * 60_000;
const mostPending = 10;
/** How long a page's bridge has to come back after the worker died. */
const grace = 5_000;
/** The screen takes no answer before this: a window that closes on a younger question did not show it. */
const unseen = 1_000;

/** The questions that wait for the user, oldest first. */
export function createApprovals(options: ApprovalsOptions): Approvals {
  const { core, accounts, session, outbox, executor, window } = options;
  const stored = openApprovals(options.area);
  const waiting = new Map<string, Set<() => void>>();
  const composer = createComposer(options);
  let bridgesAreBack = false;
  const recovered = outbox.sentFor().then((sent) => stored.update((current) => recover(current, core.now(), sent)));
  setTimeout(() => {
    bridgesAreBack = true;
    void sweep();
  }, grace);

  const read = async () => (await recovered, stored.read());
  async function update(change: (current: readonly Approval[]) => readonly Approval[]) {
    await recovered;
    const next = await stored.update(change);
    for (const approval of next) if (!isOpen(approval)) waiting.get(approval.id)?.forEach((wake) => wake());
    core.changed('approvals');
    return next;
  }

  async function find(id: string): Promise<Approval> {
    const approval = (await read()).find((other) => other.id === id);
    if (!approval) throw new WalletError('approval/gone');
    return approval;
  }

  /** Takes the step if it applies, and returns the question as it is then; the check and the write are one. */
  async function advance(id: string, event: ApprovalEvent): Promise<Approval | undefined> {
    let taken: Approval | undefined;
    await update((current) =>
      current.map((approval) => {
        const next = approval.id === id ? step(approval, event) : undefined;
        taken ??= next;
        return next ?? approval;
      }),
    );
    return taken;
  }

  /** Rejects what is pending and fits; `code` says why. The window goes when nothing is left in it. */
  async function rejectAll(code: ErrorCode, fits: (approval: Approval) => boolean = () => true) {
    if (!(await read()).some((approval) => isPending(approval) && fits(approval))) return;
    const next = await update((current) => current.map((approval) => (fits(approval) ? (step(approval, { type: 'reject', code }) ?? approval) : approval)));
    if (code !== 'approval/rejected' && !next.some((approval) => isPending(approval) && isFromPage(approval))) await window.close();
  }

  async function sweep() {
    await rejectAll('approval/expired', ({ expiresAt }) => core.now() >= expiresAt);
    if (bridgesAreBack) await rejectAll('approval/gone', (approval) => isFromPage(approval) && !waiting.has(approval.id));
  }

  async function review() {
    for (const approval of (await read()).filter(isPending)) {
      const code = await executor.objection(approval).catch(codeOf);
      if (code) await rejectAll(code, ({ id }) => id === approval.id);
    }
  }

  session.onLock(() => rejectAll('vault/locked'));
  core.onChanged((topics) => {
    if (topics.some((topic) => topic === 'accounts' || topic === 'networks' || topic === 'permissions')) void review();
  });
  window.onClosed(async () => {
    const young = (approval: Approval) => core.now() - approval.createdAt < unseen;
    await rejectAll('approval/rejected', (approval) => isFromPage(approval) && !young(approval));
    if ((await read()).some((approval) => isPending(approval) && isFromPage(approval))) await window.open();
  });

  return {
    ask: async ({ subject: asked, ...ask }) => {
      // A site that is refused without a word leaves its user without one.
      const subject = await composer.compose({ ...ask, subject: asked }, ask.origin !== ownOrigin);
      if (subject.kind !== 'connect' && !(await session.unlocked())) throw new WalletError('vault/locked');
      const now = core.now();
      const approval: Approval = {
        ...ask,
        id: crypto.randomUUID(),
        selected: await accounts.selected(),
        subject: encode(subject as Wire),
        createdAt: now,
        expiresAt: now + lifetime,
        state: 'pending',
      };
      const fromPage = isFromPage(approval);
      const objection = await executor.objection(approval);
      if (objection) throw new WalletError(objection);
      await update((current) => {
        const pending = current.filter((other) => isPending(other) && isFromPage(other) === fromPage);
        if (fromPage && pending.length >= mostPending) throw new WalletError('dapp/busy');
        // The user has one send in hand; a new one takes the place of the last.
        return [
          ...current.map((other) => (fromPage || isFromPage(other) ? other : (step(other, { type: 'reject', code: 'approval/changed' }) ?? other))),
          approval,
        ];
      });
      if (fromPage) {
        waiting.set(approval.id, waiting.get(approval.id) ?? new Set());
        // Where no window can be had, the question can still be answered in the popup.
        await window.open().catch(() => undefined);
      }
      return approval.id;
    },

    find: async (origin, request) =>
      (await read()).find((approval) => approval.origin === origin && approval.request?.id === request.id && approval.request.tabId === request.tabId)?.id,

    outcome: async (id) => {
      const wakes = waiting.get(id) ?? new Set();
      waiting.set(id, wakes);
      // Listening before looking: what is answered between the two is not missed.
      const ended = new Promise<void>((resolve) => {
        wakes.add(resolve);
      });
      if (isOpen(await find(id))) await ended;
      waiting.delete(id);
      const answered = await find(id);
      if (answered.state !== 'done') throw new WalletError(answered.code ?? 'internal');
      return { kind: subjectOf(answered).kind, result: answered.result ?? null };
    },

    withdraw: (id) => rejectAll('approval/gone', (approval) => approval.id === id),
    sweep,

    list: async () => {
      const all = await read();
      return Promise.all([...all.filter(isPending), ...all.filter((approval) => !isPending(approval))].map((approval) => viewOf(approval, options)));
    },
    get: async (id) => viewOf(await find(id), options),

    revise: async (id, fee) => {
      const revised = await composer.again(await find(id), fee);
      if (!(await advance(id, { type: 'revise', subject: revised }))) throw new WalletError('approval/gone');
    },
    feeFields: async (id) => composer.feeFields(await find(id)),
    reveal: async (id, digest) => executor.reveal(await find(id), digest),

    approve: async (id, digest, choice) => {
      const approval = await find(id);
      if (!isPending(approval)) throw new WalletError('approval/gone');
      if (core.now() >= approval.expiresAt) await rejectAll('approval/expired', (other) => other.id === id);
      const objection = await executor.objection(approval).catch(codeOf);
      if (objection) {
        await rejectAll(objection, (other) => other.id === id);
        throw new WalletError(objection);
      }
      await executor.require(approval, choice);
      // Decided here, in one write: whatever was changed, answered or withdrawn meanwhile is not approved.
      const approved = await advance(id, { type: 'approve', digest, now: core.now() });
      if (!approved) throw new WalletError(await whyNot(id));
      try {
        const result = await executor.run(approved, choice);
        await advance(id, { type: 'complete', result });
      } catch (error) {
        await advance(id, { type: 'fail', code: codeOf(error) });
        throw error;
      }
    },
    reject: (id) => rejectAll('approval/rejected', (approval) => approval.id === id),
    // Sites' questions only: the user's own transfer is no part of what they refuse.
    rejectAll: () => rejectAll('approval/rejected', isFromPage),
  };

  async function whyNot(id: string): Promise<ErrorCode> {
    const approval = await find(id);
    return isPending(approval) ? 'approval/changed' : (approval.code ?? 'approval/gone');
  }
}

const isPending = ({ state }: Approval) => state === 'pending';
