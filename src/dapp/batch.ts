import type { Question, Signed } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import { codeOf } from '../core/errors';
import type { Json } from '../core/json';
import type { Batches, KeptBatch } from '../wallet/batches';
import type { Permissions } from '../wallet/permissions';
import type { NetworkService } from '../wallet/services';
import type { Succession } from '../wallet/succession';
import type { ApprovalWindow } from '../wallet/window';
import type { Asking } from './asking';
import type { PageQuery } from './envelope';
import { failure } from './failure';
import type { Asker, Method } from './asker';
import type { Sites } from './site';

export type BatchOptions = {
  readonly ways: Asking;
  readonly sites: Sites;
  readonly permissions: Permissions;
  readonly networks: NetworkService;
  readonly batches: Batches;
  readonly succession: Succession;
  readonly window: Pick<ApprovalWindow, 'show'>;
};

/** ms between looks at a transaction that the next one waits for, and how often it is looked at. */
const pause = 1_500;
const patience = 400;
/** ms between two windows that one site has opened on the list of activity. */
const showPause = 10_000;

/**
 * Several transactions of one request. Each is a question of its own, and is asked when the one before is on the chain: only then can it be
 * known what it would do. The page waits for its answer until the last is answered, so that a worker that died takes the work up again with the call.
 */
export function createBatch({ ways, sites, permissions, networks, batches, succession, window }: BatchOptions) {
  const shownAt = new Map<string, number>();

  async function send(asker: Asker, call: PageQuery, method: Method<'batch'>): Promise<Json> {
    const { origin } = asker;
    const { family, params } = call;
    if (!(await permissions.get(origin, family))) throw failure(family, 'unauthorized');
    const context = await sites.context(origin, family);
    const mine = await batches.of(origin, family);
    const begun = mine.find(({ request }) => request === call.id);
    if (begun?.over) return method.answer(begun);
    const { id, calls } = method.plan(context, params, new Set(mine.filter((one) => one !== begun).map((one) => one.id)));
    const batch = { origin, family, id: begun?.id ?? id, request: call.id, network: context.network.id, count: calls.length };
    if (!begun) await batches.begin(batch);
    try {
      for (const [index, intent] of calls.entries()) {
        const ask = ({ network }: { readonly network: { readonly id: ChainId } }): Question => {
          // The calls were read for this network, and the user may have moved the site meanwhile.
          if (network.id !== batch.network) throw failure(family, 'chain-disconnected');
          return { type: 'transaction', intent };
        };
        const part = calls.length > 1 ? { at: index + 1, of: calls.length } : undefined;
        const { result } = await ways.question(asker, { ...call, id: `${call.id}#${index}` }, ask, part);
        const signed = result as Signed;
        await batches.sent(batch, index, signed.id);
        if (index + 1 < calls.length && !(await isDone(batch.network, signed, asker.signal))) break;
      }
    } catch (error) {
      // What was sent before stays sent: the site learns of it, and that nothing more will come.
      if (!(await sentOf(batch)) || codeOf(error) === 'approval/gone') throw error;
    } finally {
      await batches.end(batch);
    }
    return method.answer(batch);
  }

  const sentOf = async ({ origin, family, id }: Pick<KeptBatch, 'origin' | 'family' | 'id'>): Promise<boolean> =>
    ((await batches.of(origin, family)).find((one) => one.id === id)?.sent.length ?? 0) > 0;

  /** Whether it, or what the user put in its place to be faster, is on the chain and did what it should. */
  async function isDone(network: ChainId, sent: Signed, signal: AbortSignal): Promise<boolean> {
    let signed = sent;
    for (let tries = 0; tries < patience && !signal.aborted; tries++) {
      const { adapter, context } = await networks.open(network);
      const status = await adapter.transactions.track(context, signed).catch(() => ({ state: 'pending' }) as const);
      const next = status.state === 'replaced' ? await succession.signed(network, sent.id, status.by) : undefined;
      if (next) {
        signed = next;
        continue;
      }
      if (status.state !== 'pending') return status.state === 'confirmed';
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return false;
  }

  async function status({ origin }: Asker, { family, params }: PageQuery, method: Method<'batch-status'>): Promise<Json> {
    if (!(await permissions.get(origin, family))) throw failure(family, 'unauthorized');
    const id = method.id(params);
    const batch = (await batches.of(origin, family)).find((one) => one.id === id);
    if (!batch) throw method.unknown();
    const { context } = await networks.open(batch.network);
    const found = await Promise.all(batch.sent.map((sent) => succession.current(batch.network, sent)));
    const sent = found.filter((one) => one !== undefined);
    if (method.show) await show(origin, batch.network, sent, context.now());
    return method.answer(context, { ...batch, sent, lost: batch.sent.length - sent.length });
  }

  /** No site opens windows faster than they can be closed. */
  async function show(origin: string, network: ChainId, sent: readonly string[], now: number) {
    if (now - (shownAt.get(origin) ?? 0) < showPause) return;
    shownAt.set(origin, now);
    await window.show(sent.length === 1 ? `/activity/${network}/${sent[0]}` : '/activity');
  }

  return { send, status };
}
