import type { ChainAdapter } from '../chains/adapter';
import { familyOf, type FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import { codeOf } from '../core/errors';
import type { ApprovalView } from './views/approval';
import { digestOf, isOpen, subjectOf, type Approval } from './approval';
import type { Balances } from './balances';
import { conflicts, isStale } from './draft';
import type { Outbox } from './outbox';
import type { AccountService, Core, KnownNetwork, NetworkService } from './services';
import { assetsIn, type Tokens } from './tokens';

export type ViewOptions = {
  readonly core: Core;
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly outbox: Outbox;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
  readonly tokens: Pick<Tokens, 'named'>;
  readonly balances: Pick<Balances, 'control'>;
};

/** A question as the screen shows it: decoded from the bytes that will be signed, with the digest of them. */
export async function viewOf(approval: Approval, { core, networks, accounts, outbox, loadAdapter, tokens, balances }: ViewOptions): Promise<ApprovalView> {
  const { id, origin, family, createdAt, expiresAt, state, code } = approval;
  // Not `open`: an answered question is shown also after its network was switched off.
  const network = await networks.get(approval.network);
  const name = (await accounts.list()).find(({ index }) => index === approval.account)?.name ?? '';
  // Of an account that was removed there is an answered question at most.
  const address = await accounts.address(approval.account, network).catch((error: unknown) => {
    if (codeOf(error) === 'account/unknown') return undefined;
    throw error;
  });
  const subject = await shown(approval, network, { networks, outbox, load: () => loadAdapter(family), now: core.now() });
  const control = subject.kind === 'transaction' ? await balances.control(approval.account, network.id) : undefined;
  return {
    id,
    origin,
    family,
    network: network.id,
    digest: digestOf(approval),
    createdAt,
    expiresAt,
    state,
    ...(code ? { code } : {}),
    account: { index: approval.account, name, ...(address !== undefined && { address }) },
    subject,
    ...('preview' in subject && { assets: await tokens.named(assetsIn(subject.preview)) }),
    ...(control && { control }),
  };
}

type Means = { readonly networks: NetworkService; readonly outbox: Outbox; readonly load: () => Promise<ChainAdapter>; readonly now: number };

async function shown(approval: Approval, network: KnownNetwork, { networks, outbox, load, now }: Means): Promise<ApprovalView['subject']> {
  const subject = subjectOf(approval);
  switch (subject.kind) {
    case 'connect':
    case 'switch':
    case 'token':
      return subject;
    case 'network': {
      const { reference, name, symbol, rpc, explorer } = subject.spec;
      const id: ChainId = `${familyOf(approval.family).namespace}:${reference}`;
      return {
        kind: 'network',
        network: { id, name, symbol, endpoints: rpc, ...(explorer !== undefined && { explorer }) },
        warnings: await networks.warnings(subject.spec),
        ...(subject.stay && { stay: true }),
      };
    }
    case 'sign':
      return { kind: 'sign', preview: (await load()).messages.preview(subject.subject, network) };
    case 'transaction': {
      const { draft, fees, intent, fails, part } = subject;
      const adapter = await load();
      // Of an answered one nothing can be built again: what stands in its way may be itself.
      const stale = !fails && isOpen(approval) && (isStale(draft, now) || conflicts(adapter, draft, await outbox.pending(network.id, approval.account)));
      return {
        kind: 'transaction',
        preview: adapter.transactions.preview(draft, network),
        ...(intent.type === 'transfer' && intent.toName !== undefined ? { toName: intent.toName } : {}),
        fee: draft.fee,
        // What stands beside the yes is the fee of the bytes. Between quote and draft the network may have answered something else.
        fees: fees.map((fee) => (fee.speed === draft.fee.speed ? draft.fee : fee)),
        customisable: !fails && adapter.fees.custom !== undefined,
        ...(fails && { fails }),
        ...(part && { part }),
        ...(draft.replaces === undefined ? {} : { replaces: draft.replaces }),
        ...(stale ? { stale: true } : {}),
      };
    }
  }
}
