import type { ChainAdapter } from '../chains/adapter';
import type { FamilyId } from '../chains/registry';
import type { PagePush, PageReply } from '../rpc/page-port';
import type { Port } from '../rpc/rpc';
import type { Peer } from '../rpc/sender';
import type { Area } from '../storage/slot';
import type { WalletApi } from '../wallet/api';
import type { Approvals } from '../wallet/approvals';
import type { Batches } from '../wallet/batches';
import type { Permissions } from '../wallet/permissions';
import type { AccountService, Core, NetworkService, Session } from '../wallet/services';
import type { Succession } from '../wallet/succession';
import type { ApprovalWindow } from '../wallet/window';
import { openEnvelope } from './envelope';
import { createEvents } from './events';
import { failure, refusalOf, type Refusal } from './failure';
import { createLimits } from './limits';
import { createRequests } from './requests';
import { createSites } from './site';
import { createUnlock } from './unlock';

export type PagePeer = Extract<Peer, { kind: 'page' }>;

export type RouterOptions = {
  readonly core: Core;
  /** `storage.session`. */
  readonly area: Area;
  readonly networks: NetworkService;
  readonly accounts: AccountService;
  readonly session: Session;
  readonly permissions: Permissions;
  readonly approvals: Approvals;
  readonly window: ApprovalWindow;
  readonly batches: Batches;
  readonly succession: Succession;
  readonly tokens: Pick<WalletApi['tokens'], 'look'>;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
};

export type Router = {
  /** Serves the port of a page's bridge. `peer` is what the browser says of it, never what it says of itself. */
  connect(port: Port, peer: PagePeer): void;
  /** The origins whose questions wait for the wallet to be unlocked. */
  waiting(): readonly string[];
};

/** Where pages meet the wallet. Whatever comes in, every call that can be answered is answered once. */
export function createRouter(options: RouterOptions): Router {
  const limits = createLimits({ now: options.core.now, area: options.area });
  const sites = createSites(options);
  const events = createEvents({ ...options, sites });
  const { unlock, waiting } = createUnlock(options);
  const answer = createRequests({ ...options, sites, limits, unlock });

  return {
    waiting,
    connect: (port, { origin, tabId, frameId }) => {
      const gone = new AbortController();
      const open = new Set<string>();
      const served = isServed(origin) && frameId === 0;

      const post = (message: PageReply | PagePush) => {
        try {
          if (!gone.signal.aborted) port.postMessage(message);
        } catch {
          /* the page went away; nobody is waiting */
        }
      };
      const refuse = (id: string, { code, message, data }: Refusal) => post({ id, ok: false, code, message, ...(data === undefined ? {} : { data }) });

      async function serve(message: unknown) {
        const opened = openEnvelope(message);
        if (opened === 'silence') return;
        if ('failure' in opened) return refuse(opened.id, refusalOf(opened.family, failure(opened.family, opened.failure)));
        const { call } = opened;
        if (open.has(call.id)) return;
        open.add(call.id);
        try {
          if (!served) throw failure(call.family, 'unauthorized');
          if (!limits.spend(origin)) throw failure(call.family, 'limit');
          post({ id: call.id, ok: true, value: await answer({ origin, tabId, signal: gone.signal }, call) });
        } catch (error) {
          refuse(call.id, refusalOf(call.family, error));
        } finally {
          open.delete(call.id);
        }
      }

      const forget = served ? events.add({ origin, tabId, post }) : () => undefined;
      port.onMessage.addListener((message) => void serve(message));
      port.onDisconnect.addListener(() => {
        gone.abort();
        forget();
      });
    },
  };
}

/** https, or http on this machine: on any other road a third party could speak in the site's name. */
function isServed(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1'));
}
