import type { Holdings } from '../chains/adapter';
import type { AssetId, ChainId } from '../core/caip';
import { codeOf, type ErrorCode } from '../core/errors';
import type { Slots, StoredBalance } from '../storage/slots';
import type { WalletApi } from './api';
import type { BalanceView, ControlView, TokenBalance, TokenView } from './views/asset';
import { openFor } from './draft';
import { assetOf } from './networks';
import type { Outbox } from './outbox';
import type { AccountService, Core, KnownNetwork, NetworkService } from './services';
import type { Tokens } from './tokens';

export type BalanceParts = {
  readonly core: Core;
  readonly slot: Slots['balances'];
  readonly networks: Pick<NetworkService, 'list' | 'open'>;
  readonly accounts: Pick<AccountService, 'selected' | 'address' | 'list'>;
  readonly tokens: Pick<Tokens, 'watched'>;
  readonly outbox: Pick<Outbox, 'pending'>;
};

/** A network being asked; `over` says by which endpoints. */
type Read = { readonly over: string; readonly task: Promise<void> };

export type Balances = WalletApi['balances'] & {
  /** What else than the key acts for an account, as it was read last. */
  control(account: number, id: ChainId): Promise<ControlView | undefined>;
};

/** What the selected account has: what was read last, at once, and then what the networks say. */
export function createBalances({ core, slot, networks, accounts, tokens, outbox }: BalanceParts): Balances {
  const running = new Map<string, Read>();
  const failures = new Map<string, ErrorCode>();

  /** The networks that are on, and that the account has an address on. */
  async function enabled(account: number): Promise<readonly KnownNetwork[]> {
    const only = (await accounts.list()).find(({ index }) => index === account)?.only;
    return (await networks.list()).filter(({ enabled: on, family }) => on && (only === undefined || only === family));
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
      await slot.update((balances) => ({ ...balances, [key]: { ...lasting(balances[key]), ...entry } }));
      failures.delete(key);
    } catch (error) {
      if (isLast()) failures.set(key, codeOf(error));
    } finally {
      if (isLast()) running.delete(key);
      core.changed('balances');
    }
  }

  async function read(account: number, id: ChainId) {
    const { network, adapter, context } = await openFor({ networks, outbox }, id, account);
    const owner = await accounts.address(account, network);
    // The hidden ones too: it costs nothing, and they are there at once when they are shown again.
    const assets = (await tokens.watched(network)).map(({ asset }) => asset);
    const { native, amounts, control }: Holdings = adapter.tokens
      ? await adapter.tokens.balances(context, owner, assets)
      : { native: await adapter.assets.native(context, owner), amounts: new Map<AssetId, bigint>() };
    const readAt = core.now();
    return {
      amount: native.amount.toString(),
      ...(native.spendable !== undefined && { spendable: native.spendable.toString() }),
      ...(amounts.size > 0 && { tokens: Object.fromEntries([...amounts].map(([asset, amount]) => [asset, amount.toString()])) }),
      readAt,
      ...(control && { control: { ...control, readAt } }),
    };
  }

  return {
    async list() {
      const account = await accounts.selected();
      const [known, stored] = [await enabled(account), await slot.read()];
      const watched = await Promise.all(known.map((network) => tokens.watched(network)));
      return known.map((network, index): BalanceView => {
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
          ...controlIn(entry),
          tokens: watched[index]!.flatMap((token) => heldOf(token, entry) ?? []),
        };
      });
    },
    control: async (account, id) => controlIn((await slot.read())[keyOf(account, id)]).control,
    async refresh(ids) {
      const account = await accounts.selected();
      const wanted = (await enabled(account)).filter(({ id }) => ids === undefined || ids.includes(id));
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

/** What stays true while the network says nothing else. */
const lasting = (entry: StoredBalance | undefined) => (entry?.control ? { control: entry.control } : {});

/** The key alone is how it should be, and nothing to speak of. */
function controlIn(entry: StoredBalance | undefined): { readonly control?: ControlView } {
  const control = entry?.control;
  return control && control.kind !== 'key' ? { control } : {};
}

/** Undefined for what is not to be shown: hidden, or none of it and the user did not ask for it. */
function heldOf(token: TokenView, entry: StoredBalance | undefined): TokenBalance | undefined {
  const { [token.asset]: digits } = entry?.tokens ?? {};
  const amount = digits === undefined ? undefined : BigInt(digits);
  return token.hidden || (!token.pinned && !amount) ? undefined : { ...token, ...(amount !== undefined && { amount }) };
}

const keyOf = (account: number, id: ChainId) => `${account} ${id}`;
/** ms. */
const freshFor = 60_000;
const atOnce = 6;
