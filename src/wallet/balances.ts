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

/** A network being asked; `over` says by which endpoints. */
type Read = { readonly over: string; readonly task: Promise<void> };

/** Native balances: what was read last, at once, and then what the networks say. */
export function createBalances({ core, slot, networks, accounts }: BalanceParts): WalletApi['balances'] {
  const running = new Map<string, Read>();
  const failures = new Map<string, ErrorCode>();

  async function enabled(): Promise<readonly KnownNetwork[]> {
    return (await networks.list()).filter((network) => network.enabled);
  }

  function refreshOne(account: number, { id, rpc }: KnownNetwork): Promise<void> {
    const key = keyOf(account, id);
    const over = rpc.join(' ');
    const current = running.get(key);
    // One that asks endpoints the user has replaced since is not waited for, and what comes of it is dropped.
    if (current?.over === over) return current.task;
    const isLast = () => running.get(key) === reading;
    const reading: Read = { over, task: ask(account, id, isLast) };
    running.set(key, reading);
    return reading.task;
  }

  async function ask(account: number, id: ChainId, isLast: () => boolean): Promise<void> {
    const key = keyOf(account, id);
    try {
      const entry = await read(account, id);
      if (!isLast()) return;
      await slot.update((balances) => ({ ...balances, [key]: entry }));
      failures.delete(key);
    } catch (error) {
      if (isLast()) failures.set(key, codeOf(error));
    } finally {
      if (isLast()) running.delete(key);
      core.changed('balances');
    }
  }

  async function read(account: number, id: ChainId) {
    const { network, adapter, context } = await networks.open(id);
    const { amount, spendable } = await adapter.assets.native(context, await accounts.address(account, network));
    return { amount: amount.toString(), ...(spendable !== undefined && { spendable: spendable.toString() }), readAt: core.now() };
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
      const wanted = (await enabled()).filter(({ id }) => ids === undefined || ids.includes(id));
      const queue = wanted.values();
      // Shown as refreshing from now on, though only a few are asked at a time.
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (const network of queue) await refreshOne(account, network);
        }),
      );
    },
  };
}

const keyOf = (account: number, id: ChainId) => `${account} ${id}`;
/** ms. */
const freshFor = 60_000;
const atOnce = 6;
