import type { ChainId } from '../core/caip';
import { codeOf, type ErrorCode } from '../core/errors';
import type { Slots } from '../storage/slots';
import type { BalanceView, WalletApi } from './api';
import { assetOf } from './networks';
import type { AccountService, Core, KnownNetwork, NetworkService } from './services';

export type BalanceParts = {
  readonly core: Core;
  readonly slot: Slots['balances'];
  readonly networks: Pick<NetworkService, 'list' | 'open'>;
  readonly accounts: Pick<AccountService, 'selected' | 'address'>;
};

/** Native balances: what was read last, at once, and then what the networks say. */
export function createBalances({ core, slot, networks, accounts }: BalanceParts): WalletApi['balances'] {
  const running = new Map<string, Promise<void>>();
  const failures = new Map<string, ErrorCode>();

  async function enabled(): Promise<readonly KnownNetwork[]> {
    return (await networks.list()).filter((network) => network.enabled);
  }

  function refreshOne(account: number, id: ChainId): Promise<void> {
    const key = keyOf(account, id);
    const task =
      running.get(key) ??
      read(account, id)
        .then(
          () => void failures.delete(key),
          (error: unknown) => void failures.set(key, codeOf(error)),
        )
        .finally(() => {
          running.delete(key);
          core.changed('balances');
        });
    running.set(key, task);
    return task;
  }

  async function read(account: number, id: ChainId): Promise<void> {
    const { network, adapter, context } = await networks.open(id);
    const { amount, spendable } = await adapter.assets.native(context, await accounts.address(account, network));
    const entry = { amount: amount.toString(), ...(spendable !== undefined && { spendable: spendable.toString() }), readAt: core.now() };
    await slot.update((balances) => ({ ...balances, [keyOf(account, id)]: entry }));
  }

  return {
    async list() {
      const [account, known, stored] = [await accounts.selected(), await enabled(), await slot.read()];
      return known.map((network): BalanceView => {
        const key = keyOf(account, network.id);
        const entry = stored[key];
        const error = failures.get(key);
        const stale = !entry || core.now() - entry.readAt > freshFor || entry.readAt > core.now();
        return {
          network: network.id,
          asset: assetOf(network),
          ...(entry && { amount: BigInt(entry.amount), readAt: entry.readAt }),
          ...(entry?.spendable !== undefined && { spendable: BigInt(entry.spendable) }),
          state: running.has(key) ? 'refreshing' : error ? 'failed' : stale ? 'stale' : 'fresh',
          ...(error && { error }),
        };
      });
    },
    async refresh(ids) {
      const account = await accounts.selected();
      const wanted = (await enabled()).map(({ id }) => id).filter((id) => ids === undefined || ids.includes(id));
      const queue = wanted.values();
      // Shown as refreshing from now on, though only a few are asked at a time.
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (const id of queue) await refreshOne(account, id);
        }),
      );
    },
  };
}

const keyOf = (account: number, id: ChainId) => `${account} ${id}`;
/** ms. */
const freshFor = 60_000;
const atOnce = 6;
