import type { Signed } from '../chains/adapter';
import type { ChainId } from '../core/caip';
import { codeOf } from '../core/errors';
import type { Json } from '../core/json';
import type { Batches, KeptBatch } from '../wallet/batches';
import type { Permissions } from '../wallet/permissions';
import type { NetworkService } from '../wallet/services';
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
};

/** ms between looks at a transaction that the next one waits for, and how often it is looked at. */
const pause = 1_500;
const patience = 400;

/**
 * Several transactions of one request. Each is a question of its own, and is asked when the one before is on the chain: only then can it be
 * known what it would do. The page waits for its answer until the last is answered, so that a worker that died takes the work up again with the call.
 */
export function createBatch({ ways, sites, permissions, networks, batches }: BatchOptions) {
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
        const { result } = await ways.question(asker, { ...call, id: `${call.id}#${index}` }, ({ network }) => {
          // The calls were read for this network, and the user may have moved the site meanwhile.
          if (network.id !== batch.network) throw failure(family, 'disconnected');
          return { type: 'transaction', intent };
        });
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

  /** Whether it is on the chain and did what it should. */
  async function isDone(network: ChainId, signed: Signed, signal: AbortSignal): Promise<boolean> {
    for (let tries = 0; tries < patience && !signal.aborted; tries++) {
      const { adapter, context } = await networks.open(network);
      const { state } = await adapter.transactions.track(context, signed).catch(() => ({ state: 'pending' }) as const);
      if (state !== 'pending') return state === 'confirmed';
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
    return method.answer(context, batch);
  }

  return { send, status };
}
