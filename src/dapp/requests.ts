import type { ChainAdapter, Signed } from '../chains/adapter';
import { familyOf, type FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import { PageError } from '../core/errors';
import type { Json } from '../core/json';
import type { WalletApi } from '../wallet/api';
import type { Approvals, Ask, Outcome } from '../wallet/approvals';
import type { Batches } from '../wallet/batches';
import type { Permissions } from '../wallet/permissions';
import type { AccountService, NetworkService } from '../wallet/services';
import type { Succession } from '../wallet/succession';
import type { ApprovalWindow } from '../wallet/window';
import type { Asker, Method } from './asker';
import { createAsking } from './asking';
import { createBatch } from './batch';
import type { PageQuery } from './envelope';
import { failure } from './failure';
import type { Limits } from './limits';
import type { Sites } from './site';
import type { Unlock } from './unlock';
import { createWatch } from './watch';

export type RequestOptions = {
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly permissions: Permissions;
  readonly approvals: Approvals;
  readonly sites: Sites;
  readonly limits: Limits;
  readonly batches: Batches;
  readonly succession: Succession;
  readonly window: ApprovalWindow;
  readonly tokens: Pick<WalletApi['tokens'], 'look'>;
  readonly unlock: Unlock;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
};

/** Answers one call by what its family's table says of the method: who may call it, and whether the user must be asked. */
export function createRequests(options: RequestOptions): (asker: Asker, call: PageQuery) => Promise<Json> {
  const { networks, accounts, permissions, sites, unlock, loadAdapter } = options;
  const ways = createAsking(options);
  const { asking, quiet, put, question } = ways;
  const watch = createWatch({ ...options, ways });
  const batch = createBatch({ ...options, ways });

  async function connect(asker: Asker, call: PageQuery, method: Method<'connect'>): Promise<Json> {
    const { origin } = asker;
    const { family, params } = call;
    method.check?.(params);
    const before = await sites.context(origin, family);
    if (before.accounts.length > 0 || method.silent?.(params)) return method.answer(before, params);
    await asking(asker, call, 'connect', async () => {
      await quiet(asker, call);
      if (await permissions.get(origin, family)) return unlock(asker);
      const network = await sites.network(origin, family);
      const offered = await Promise.all(
        (await accounts.list())
          .filter(({ only = family }) => only === family)
          .map(async ({ index, name }) => ({ index, name, address: await accounts.address(index, network) })),
      );
      if (!offered[0]) throw failure(family, 'disconnected');
      const selected = await accounts.selected();
      // The selected one may have no address there.
      const { index: account } = offered.find(({ index }) => index === selected) ?? offered[0];
      return put(asker, call, { network: network.id, account, subject: { kind: 'connect', accounts: offered } });
    });
    const context = await sites.context(origin, family);
    if (context.accounts.length === 0) throw failure(family, 'unauthorized');
    return method.answer(context, params);
  }

  async function disconnect({ origin }: Asker, { family, params }: PageQuery, method: Method<'disconnect'>): Promise<Json> {
    const answer = method.answer(await sites.context(origin, family), params);
    if (!method.keep) await permissions.revoke(origin, family);
    return answer;
  }

  async function change(asker: Asker, call: PageQuery, method: Method<'switch'>): Promise<Json> {
    const { origin } = asker;
    const { family, params } = call;
    const to = method.network(params);
    const shipped = familyOf(family).networks.some(({ id }) => id === to);
    // Which networks were added or switched on here is nobody's business before consent.
    const connected = (await permissions.get(origin, family)) !== undefined;
    if (!shipped && !(connected && (await known(to)))) throw failure(family, 'unknown-network');
    const { id: from } = await sites.network(origin, family);
    if (from === to) return null;
    if (!connected) throw failure(family, 'unauthorized');
    await asking(asker, call, 'switch', async () => {
      if (!(await networks.get(to)).enabled) throw failure(family, 'unknown-network');
      return move(asker, call, { kind: 'switch', to });
    });
    return null;
  }

  /** EIP-3085, and what other families may have like it. What the wallet knows is taken from the wallet, whatever the page says of it. */
  async function add(asker: Asker, call: PageQuery, method: Method<'add'>): Promise<Json> {
    const { origin } = asker;
    const { family, params } = call;
    const spec = method.network(await sites.context(origin, family), params);
    const connected = (await permissions.get(origin, family)) !== undefined;
    const to: ChainId = `${familyOf(family).namespace}:${spec.reference}`;
    const here = await known(to);
    if (connected && here?.enabled && (await sites.network(origin, family)).id === to) return null;
    await asking(asker, call, 'switch', async () => {
      // Whoever is not connected learns nothing of the list: what ships is asked about whether it is on or off, and of all else the
      // endpoints are looked at first whether it is on the list or not.
      const stay = connected ? undefined : ({ stay: true } as const);
      const shipped = familyOf(family).networks.some(({ id }) => id === to);
      const offer = { kind: 'switch' as const, to, ...(here && !here.enabled && { enable: true as const }), ...stay };
      if (shipped || (here && connected)) return move(asker, call, offer);
      await quiet(asker, call);
      await unlock(asker);
      const checked = await networks.examine(family, spec, !connected).catch(() => {
        // One answer for every fault: a page does not learn what it could not reach itself.
        throw new PageError(familyOf(family).pageErrors['invalid-params'], 'None of the rpcUrls answers, or one answers for another chain.');
      });
      return move(asker, call, here ? offer : { kind: 'network', spec: checked, ...stay });
    });
    return null;
  }

  async function move(asker: Asker, call: PageQuery, subject: Extract<Ask['subject'], { kind: 'switch' | 'network' }>): Promise<Outcome> {
    await quiet(asker, call);
    await unlock(asker);
    const [first] = await sites.accounts(asker.origin, call.family);
    const account = subject.stay ? await accounts.selected() : first?.index;
    if (account === undefined) throw failure(call.family, 'unauthorized');
    const { id: from } = await sites.network(asker.origin, call.family);
    return put(asker, call, { network: from, account, subject });
  }

  /** A custom network that was removed is as unknown as it was; one that ships can be put back. */
  const known = async (id: ChainId) => (await networks.list()).find((one) => one.id === id && !(one.custom && one.removed));

  async function approve(asker: Asker, call: PageQuery, method: Method<'approval'>): Promise<Json> {
    const { origin } = asker;
    const { family, params } = call;
    if (!(await permissions.get(origin, family))) throw failure(family, 'unauthorized');
    const { kind, result } = await question(asker, call, (context) => method.ask(context, params));
    if (kind !== 'transaction') return result;
    const signed = result as Signed;
    return method.answer ? method.answer(signed, await sites.context(origin, family), params) : signed.id;
  }

  return async (asker, call) => {
    const { facts = {} } = familyOf(call.family);
    if (Object.hasOwn(facts, call.method)) return facts[call.method]!(await sites.network(asker.origin, call.family));
    const { page } = await loadAdapter(call.family);
    const method = Object.hasOwn(page, call.method) ? page[call.method] : undefined;
    if (!method) throw failure(call.family, 'unsupported');
    switch (method.access) {
      case 'public':
        return method.handle(await sites.context(asker.origin, call.family), call.params);
      case 'connected': {
        const context = await sites.context(asker.origin, call.family);
        if (context.accounts.length === 0) throw failure(call.family, 'unauthorized');
        return method.handle(context, call.params);
      }
      case 'connect':
        return connect(asker, call, method);
      case 'disconnect':
        return disconnect(asker, call, method);
      case 'switch':
        return change(asker, call, method);
      case 'add':
        return add(asker, call, method);
      case 'token':
        return watch(asker, call, method);
      case 'batch':
        return batch.send(asker, call, method);
      case 'batch-status':
        return batch.status(asker, call, method);
      case 'approval':
        return approve(asker, call, method);
    }
  };
}
