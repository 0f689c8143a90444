import { digestOf, ownOrigin, subjectOf, type Approval, type Subject } from './approval';
import { familyOf } from '../chains/registry';
import { WalletError, type ErrorCode } from '../core/errors';
import type { Json } from '../core/json';
import type { WalletApi } from './api';
import { conflicts, isStale } from './draft';
import type { Outbox } from './outbox';
import type { Permissions } from './permissions';
import { requireSameName } from './recipient';
import type { AccountService, Core, Keyring, NetworkService, Session } from './services';

export type ExecutorOptions = {
  readonly core: Core;
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly keyring: Keyring;
  readonly session: Session;
  readonly permissions: Permissions;
  readonly outbox: Outbox;
  readonly tokens: Pick<WalletApi['tokens'], 'add'>;
};

export type Executor = {
  /** Why the question no longer stands, if it does not: the ground it was asked on has changed. */
  objection(approval: Approval): Promise<ErrorCode | undefined>;
  /** What must be so before consent counts. Throws `vault/locked`, `draft/expired`, `approval/changed`, and what a transaction fails for. */
  require(approval: Approval, choice?: readonly number[]): Promise<void>;
  /** What only the key can show of a question, to the user alone. Throws `approval/changed`, `chain/unsupported`, and what signing throws. */
  reveal(approval: Approval, digest: string): Promise<string>;
  /** Does what was approved. Resolves with what was signed: a `Signed`, or what the page receives; null for a permission. */
  run(approval: Approval, choice?: readonly number[]): Promise<Json>;
};

/** Carries out what the user agreed to. The only caller of the keyring for signing. */
export function createExecutor({ core, networks, accounts, keyring, session, permissions, outbox, tokens }: ExecutorOptions): Executor {
  async function transact(approval: Approval, { draft, intent }: Extract<Subject, { kind: 'transaction' }>): Promise<Json> {
    const { id, origin, account } = approval;
    if (intent.type === 'transfer' && intent.toName !== undefined) await requireSameName(networks, approval.network, intent.toName, intent.to);
    const { network, adapter, context } = await networks.open(approval.network);
    const preview = adapter.transactions.preview(draft, context.network);
    const signed = await keyring.withSigners(account, network, (signers) => adapter.transactions.sign(draft, context.network, signers));
    await outbox.send({
      approval: id,
      origin,
      network: network.id,
      account,
      draft,
      preview,
      signed,
      ...(intent.type === 'replace' && intent.how === 'speed-up' && { repeats: intent.of }),
      conflicts: (pending) => conflicts(adapter, draft, pending),
    });
    return signed;
  }

  async function objection(approval: Approval): Promise<ErrorCode | undefined> {
    const { origin, family, network, account, selected } = approval;
    const subject = subjectOf(approval);
    if (selected !== (await accounts.selected())) return 'approval/changed';
    const here = new Set((await accounts.list()).map(({ index }) => index));
    const answering = subject.kind === 'connect' ? subject.accounts.map(({ index }) => index) : [account];
    if (!answering.every((index) => here.has(index))) return 'account/unknown';
    // A site may leave a network that was switched off, but not enter one.
    if (subject.kind === 'switch' && !subject.enable && !(await networks.get(subject.to)).enabled) return 'network/disabled';
    if (subject.kind !== 'switch' && subject.kind !== 'network' && !(await networks.get(network)).enabled) return 'network/disabled';
    if (origin === ownOrigin || subject.kind === 'connect' || ('stay' in subject && subject.stay)) return undefined;
    const permission = await permissions.get(origin, family);
    if (!permission?.accounts.includes(account)) return 'dapp/unauthorized';
    return permission.network === network ? undefined : 'approval/changed';
  }

  return {
    objection,

    require: async (approval, choice) => {
      if (!(await session.unlocked())) throw new WalletError('vault/locked');
      const subject = subjectOf(approval);
      if (subject.kind === 'transaction' && subject.fails) throw new WalletError(subject.fails.code);
      if (subject.kind === 'transaction' && isStale(subject.draft, core.now())) throw new WalletError('draft/expired');
      if (subject.kind === 'connect' && !isChoice(subject, choice)) throw new WalletError('approval/changed');
    },

    reveal: async (approval, digest) => {
      if (approval.state !== 'pending' || core.now() >= approval.expiresAt) throw new WalletError('approval/gone');
      if (digestOf(approval) !== digest) throw new WalletError('approval/changed');
      const changed = await objection(approval);
      if (changed) throw new WalletError(changed);
      const subject = subjectOf(approval);
      const { network, adapter, context } = await networks.open(approval.network);
      const { reveal } = adapter.messages;
      if (subject.kind !== 'sign' || !reveal) throw new WalletError('chain/unsupported');
      return keyring.withSigners(approval.account, network, (signers) => reveal(subject.subject, context.network, signers));
    },

    run: async (approval, choice = []) => {
      const { origin, family, network, account } = approval;
      const subject = subjectOf(approval);
      switch (subject.kind) {
        case 'connect':
          await permissions.grant({ origin, family, accounts: choice.toSorted((a, b) => a - b), network });
          return null;
        case 'switch':
          if (subject.enable) await networks.enable(subject.to);
          if (!subject.stay) await permissions.move(origin, family, subject.to);
          return null;
        case 'network':
          await networks.add(subject.spec);
          if (!subject.stay) await permissions.move(origin, family, `${familyOf(family).namespace}:${subject.spec.reference}`);
          return null;
        case 'token':
          await tokens.add(subject.look.token.asset);
          return null;
        case 'sign': {
          const opened = await networks.open(network);
          return keyring.withSigners(account, opened.network, (signers) => opened.adapter.messages.sign(subject.subject, opened.context.network, signers));
        }
        case 'transaction':
          return transact(approval, subject);
      }
    },
  };
}

/** Some of the accounts that were offered, each once. */
function isChoice({ accounts }: Extract<Subject, { kind: 'connect' }>, choice: readonly number[] | undefined): choice is readonly number[] {
  const offered = new Set(accounts.map(({ index }) => index));
  return Array.isArray(choice) && choice.length > 0 && new Set(choice).size === choice.length && choice.every((index) => offered.has(index));
}
