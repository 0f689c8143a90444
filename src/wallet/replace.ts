import type { Signed } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import { WalletError } from '../core/errors';
import type { Activity } from './activity';
import type { WalletApi } from './api';
import type { ActivityView } from './views/activity';
import { ownOrigin } from './approval';
import type { Approvals } from './approvals';
import type { Outbox } from './outbox';
import type { AccountService, NetworkService } from './services';

export type ReplaceOptions = {
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly approvals: Approvals;
  readonly outbox: Outbox;
  readonly activity: Activity;
};

/** What the user can do about a transaction that waits: another in its place, asked about like any other. */
export function createReplace({ networks, accounts, approvals, outbox, activity }: ReplaceOptions): Pick<WalletApi['activity'], 'replacements' | 'replace'> {
  async function waiting(
    network: ChainId,
    id: string,
  ): Promise<{ readonly entry: ActivityView; readonly signed: Signed; readonly others: readonly Signed[] } | undefined> {
    const open = (await activity.list()).filter((entry) => entry.network === network && (entry.state === 'signed' || entry.state === 'pending'));
    const entry = open.find((other) => other.id === id);
    if (!entry) return undefined;
    const others = (await outbox.pending(network, entry.account)).filter((signed) => open.some((other) => other.id === signed.id));
    const signed = others.find((other) => other.id === id);
    return signed && { entry, signed, others };
  }

  return {
    replacements: async (network, id) => {
      const found = await waiting(network, id);
      const { adapter } = await networks.open(network);
      return (found && adapter.transactions.replacements?.(found.signed, found.others)) ?? { how: [] };
    },

    replace: async (id, of, how) => {
      const found = await waiting(id, of);
      if (!found) throw new WalletError('transaction/settled');
      const network = await networks.get(id);
      const { account } = found.entry;
      const intent = { type: 'replace', from: await accounts.address(account, network), of, how } as const;
      return approvals.ask({ origin: ownOrigin, family: network.family, network: id, account, subject: { kind: 'transaction', intent } });
    },
  };
}
