import type { ChainAdapter, FeeChoice, FeeOption, Intent } from '../chains/adapter';
import { familyOf, type FamilyId } from '../chains/registry';
import { chainOf, isAssetId, nativeAsset, partsOf } from '../core/caip';
import { WalletError } from '../core/errors';
import type { WalletApi } from './api';
import type { QuoteView, SendRequest } from './views/send';
import { ownOrigin } from './approval';
import type { Approvals } from './approvals';
import { buildDraft, feeFields, openFor } from './draft';
import type { Outbox } from './outbox';
import { readLink, recipientOf, requireSameName } from './recipient';
import type { AccountService, NetworkService } from './services';

export type SendOptions = {
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly approvals: Approvals;
  readonly outbox: Outbox;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
};

/** The user's own transfers, from the selected account. */
export function createSend({ networks, accounts, approvals, outbox, loadAdapter }: SendOptions): Omit<WalletApi['send'], 'unfinished' | 'keep'> {
  const parts = { networks, outbox, loadAdapter };

  async function intentOf(request: SendRequest): Promise<Extract<Intent, { type: 'transfer' }>> {
    const { network, adapter } = await networks.open(request.network);
    const recipient = await recipientOf(parts, network, request.to);
    const toName = request.name ?? recipient.name;
    const from = await accounts.address(await accounts.selected(), network);
    const asset = request.asset ?? nativeAsset(network.id, network.slip44 ?? familyOf(network.family).slip44);
    if (!isAssetId(asset) || chainOf(asset) !== network.id) throw new WalletError('transaction/invalid');
    if (partsOf(asset).namespace !== 'slip44' && !adapter.tokens) throw new WalletError('chain/unsupported');
    return { type: 'transfer', from, to: recipient.address, asset, amount: request.amount, ...(toName === undefined ? {} : { toName }) };
  }

  /** What a transfer of everything would bring to the recipient, read from the very draft it would be. */
  async function arrivingAt(intent: Extract<Intent, { type: 'transfer' }>, network: SendRequest['network'], fee: FeeChoice): Promise<bigint> {
    const { adapter, network: known } = await networks.open(network);
    const { draft } = await buildDraft(parts, { network, account: await accounts.selected(), intent }, fee);
    const { changes } = adapter.transactions.preview(draft, known);
    const out = changes.find(({ direction, party }) => direction === 'out' && party === intent.to);
    if (!out) throw new WalletError('transaction/invalid');
    return out.amount;
  }

  return {
    recipient: async (id, text) => recipientOf(parts, await networks.get(id), text),
    link: (text, shown) => readLink(parts, text, shown),
    linkTo: async (id, amount) => {
      const network = await networks.get(id);
      const { links } = await loadAdapter(network.family);
      if (!links) throw new WalletError('chain/unsupported');
      return links.format({ to: await accounts.address(await accounts.selected(), network), amount }, network);
    },

    quote: async (request) => {
      const intent = await intentOf(request);
      const { amount } = intent;
      const { adapter, context } = await openFor(parts, request.network, await accounts.selected());
      const offered = await adapter.fees.quote(context, intent);
      const { custom } = adapter.fees;
      const normal = offered.find(({ speed }) => speed === 'normal') ?? offered[0];
      const set = custom && request.custom ? [await custom.apply(context, intent, normal, request.custom)] : [];
      const [first, ...others] = offered;
      const fees = [first, ...others, ...set] as const;
      const rows = await Promise.allSettled(
        fees.map(async (fee) => [fee.speed, amount === 'max' ? await arrivingAt(intent, request.network, choiceOf(fee)) : amount] as const),
      );
      // One speed may be out of reach of the balance while another is not.
      const within = rows.flatMap((row) => (row.status === 'fulfilled' ? [row.value] : []));
      if (within.length === 0) throw (rows[0] as PromiseRejectedResult).reason;
      return { fees, amounts: Object.fromEntries(within), customisable: custom !== undefined } satisfies QuoteView;
    },

    feeFields: async (request) => feeFields(parts, { network: request.network, account: await accounts.selected(), intent: await intentOf(request) }),

    undelegate: async (id) => {
      const network = await networks.get(id);
      const account = await accounts.selected();
      const intent = { type: 'undelegate', from: await accounts.address(account, network) } as const;
      return approvals.ask({ origin: ownOrigin, family: network.family, network: id, account, subject: { kind: 'transaction', intent } });
    },

    prepare: async (request, fee) => {
      const intent = await intentOf(request);
      if (intent.toName !== undefined) await requireSameName(networks, request.network, intent.toName, intent.to);
      const { family } = await networks.get(request.network);
      return approvals.ask({
        origin: ownOrigin,
        family,
        network: request.network,
        account: await accounts.selected(),
        subject: { kind: 'transaction', intent, fee },
      });
    },
  };
}

const choiceOf = ({ speed, custom }: FeeOption): FeeChoice => (speed === 'custom' ? (custom ?? {}) : speed);
