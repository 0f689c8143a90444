import * as v from 'valibot';
import type { Draft, Preview, Signed, TxStatus, Waiting } from '../chains/adapter';
import { isChainId, type ChainId } from '../core/caip';
import { codeOf, WalletError } from '../core/errors';
import { decode, encode, type Json, type Wire } from '../core/json';
import { slot, type Area } from '../storage/slot';
import type { Activity, Change } from './activity';
import type { ActivityView } from './views/activity';
import type { Core, NetworkService } from './services';

/** A signed transaction and what history will say of it. */
type Parcel = {
  /** The id of the approval it was signed for. */
  readonly approval: string;
  readonly origin: string;
  readonly network: ChainId;
  readonly account: number;
  readonly draft: Draft;
  readonly preview: Preview;
  readonly signed: Signed;
  /** The one whose work it does, faster. */
  readonly repeats?: string;
  /** Whether one of these, signed meanwhile, uses up what it needs. */
  readonly conflicts: (pending: readonly Signed[]) => boolean;
};

export type Outbox = {
  /**
   * Writes the signed bytes down, then broadcasts them. Resolves also when the network cannot be reached: it is sent again until it
   * arrives. Throws `draft/expired`, and forgets the bytes, when another took its place before; `transaction/rejected` when the chain
   * refuses it.
   */
  send(parcel: Parcel): Promise<void>;
  /** What the account has signed and the chain may still take or undo, oldest first; without what it refused. */
  pending(network: ChainId, account: number): Promise<readonly Signed[]>;
  /** What was signed for an approval, while it is not final. */
  sentFor(): Promise<(approval: string) => Json | undefined>;
  /** Sends again what may not have arrived, and looks at all that is not final. */
  refresh(): Promise<void>;
};

export type OutboxOptions = {
  readonly core: Core;
  readonly area: Area;
  readonly networks: NetworkService;
  readonly activity: Activity;
  /** Asks for {@link Outbox.refresh} every 30 s, or no longer. */
  readonly watch: (on: boolean) => void;
};

/** How long a transaction that the chain refused is looked at: the node may have lied. */
const doubt = 24 * 3_600_000;

/** Signed transactions until they are final. Nothing here can sign: what is sent again are the same bytes, under the same id. */
export function createOutbox({ core, area, networks, activity, watch }: OutboxOptions): Outbox {
  const stored = slot<readonly Entry[]>('outbox', { area, version: 1, initial: [], check, onCorrupt: 'reset' });
  let running: Promise<void> | undefined;

  const mark = (entry: Entry, state: Entry['state']) =>
    stored.update((current) => current.map((other) => (isSame(entry)(other) ? { ...other, state } : other)));
  const remove = (entry: Entry) => stored.update((current) => current.filter((other) => !isSame(entry)(other)));

  async function broadcast(entry: Entry) {
    const { adapter, context } = await networks.open(entry.record.network);
    await adapter.transactions.broadcast(context, entry.signed);
    await mark(entry, 'sent');
  }

  /** A chain that has forgotten it, or never had it, gets it again. A refusal now is no end: it may be in a block already. */
  async function repeat(entry: Entry): Promise<'sent' | 'refused' | 'unknown'> {
    return broadcast(entry).then(
      () => 'sent',
      (error: unknown) => (codeOf(error) === 'transaction/rejected' ? 'refused' : 'unknown'),
    );
  }

  async function follow(entry: Entry, entries: readonly Entry[]) {
    const { network, account } = entry.record;
    await activity.add(view(entry.record));
    const { adapter, context } = await networks.open(network);
    const status = await adapter.transactions.track({ ...context, pending: pendingIn(entries, network, account) }, entry.signed);
    if (status.state !== 'pending') await activity.update(network, entry.signed.id, changeOf(status));
    else if (entry.state !== 'refused') {
      // What another of ours is to take the place of is left to the chain: sent again, it could only be in the way.
      const superseded = entries.some((other) => other.record.replaces === entry.signed.id && isSameRoad(entry)(other) && other.state !== 'refused');
      const outcome = superseded ? 'sent' : await repeat(entry);
      const waiting = outcome === 'refused' ? outcome : status.waiting;
      const arrived = outcome !== 'unknown' || entry.state === 'sent';
      await activity.update(network, entry.signed.id, (before) => (arrived ? pendingAfter(before, waiting) : { waiting }));
    }
    const givenUp = entry.state === 'refused' && core.now() - entry.record.createdAt > doubt;
    if (status.state === 'dropped' || (status.state !== 'pending' && status.final) || givenUp) await remove(entry);
  }

  async function refreshAll() {
    const entries = await stored.read();
    watch(entries.length > 0);
    // A network that is off or away must not keep the others waiting.
    await Promise.allSettled(entries.map((entry) => follow(entry, entries)));
    watch((await stored.read()).length > 0);
  }

  const outbox: Outbox = {
    send: async ({ approval, origin, network, account, draft, preview, signed, repeats, conflicts }) => {
      const { fee, replaces } = draft;
      const createdAt = core.now();
      const record: ActivityView = {
        id: signed.id,
        network,
        account,
        origin,
        preview,
        fee,
        state: 'signed',
        createdAt,
        ...(replaces === undefined ? {} : { replaces }),
        ...(repeats === undefined ? {} : { repeats }),
      };
      const entry: Entry = { approval, signed, state: 'signed', record: encode(record as unknown as Wire) as unknown as Entry['record'] };
      await stored.update((current) => {
        if (current.some(isSame(entry))) return current;
        // Looked at where it is written: of two that were approved at once, one has to be built again.
        if (conflicts(pendingIn(current, network, account))) throw new WalletError('draft/expired');
        return [...current, entry];
      });
      watch(true);
      await activity.add(record);
      try {
        await broadcast(entry);
        await activity.update(network, signed.id, { state: 'pending' });
      } catch (error) {
        if (codeOf(error) !== 'transaction/rejected') return;
        await mark(entry, 'refused');
        await activity.update(network, signed.id, { state: 'rejected' });
        throw error;
      }
    },
    pending: async (network, account) => pendingIn(await stored.read(), network, account),
    sentFor: async () => {
      const entries = await stored.read();
      return (approval) => entries.find((entry) => entry.approval === approval)?.signed;
    },
    refresh: () =>
      (running ??= refreshAll().finally(() => {
        running = undefined;
      })),
  };
  // A new worker: what was signed and perhaps not sent goes out at once, the rest is looked at in its time.
  void stored
    .read()
    .then((entries) => {
      if (entries.some(({ state }) => state === 'signed')) void outbox.refresh();
      else if (entries.length > 0) watch(true);
    })
    .catch(() => undefined);
  return outbox;
}

function changeOf(status: Exclude<TxStatus, { state: 'pending' }>): Change {
  const settled = { waiting: undefined, undone: undefined, replacedBy: undefined };
  if (status.state === 'dropped') return { state: 'dropped', ...settled };
  if (status.state === 'replaced') return { state: 'replaced', ...settled, replacedBy: status.by };
  const state = status.state === 'failed' ? 'failed' : status.final ? 'final' : 'confirmed';
  return { state, ...settled, confirmations: status.confirmations, ...(status.fee === undefined ? {} : { paidFee: status.fee }) };
}

/** What a block held that the chain took back is pending again, and says so. */
function pendingAfter({ state, undone }: ActivityView, waiting: Waiting | undefined): Change {
  const wasIn = state === 'confirmed' || state === 'failed' || state === 'replaced';
  return { state: 'pending', waiting, undone: undone ?? (wasIn ? true : undefined), confirmations: undefined, paidFee: undefined, replacedBy: undefined };
}

const pendingIn = (entries: readonly Entry[], network: ChainId, account: number): readonly Signed[] =>
  entries.flatMap(({ record, state, signed }) => (record.network === network && record.account === account && state !== 'refused' ? [signed] : []));
const isSameRoad = (a: Entry) => (b: Entry) => a.record.network === b.record.network && a.record.account === b.record.account;
const isSame = (a: Entry) => (b: Entry) => a.signed.id === b.signed.id && a.record.network === b.record.network;
const view = (record: Entry['record']) => decode(record as unknown as Json) as unknown as ActivityView;

const json = v.custom<Json>((value) => value !== undefined);
const shape = v.array(
  v.strictObject({
    approval: v.string(),
    signed: v.strictObject({ id: v.string(), raw: v.string(), validity: v.exactOptional(json) }),
    state: v.picklist(['signed', 'sent', 'refused']),
    record: v.looseObject({
      network: v.custom<ChainId>(isChainId),
      account: v.number(),
      replaces: v.exactOptional(v.string()),
      createdAt: v.number(),
      preview: json,
      fee: json,
    }),
  }),
);
type Entry = {
  readonly approval: string;
  readonly signed: Signed;
  readonly state: 'signed' | 'sent' | 'refused';
  readonly record: {
    readonly network: ChainId;
    readonly account: number;
    readonly replaces?: string;
    readonly createdAt: number;
    readonly preview: Json;
    readonly fee: Json;
  };
};
const check = (value: Json): readonly Entry[] => v.parse(shape, value);
