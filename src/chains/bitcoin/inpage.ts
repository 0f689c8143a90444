import type { Json } from '../../core/json';
import { createEvents, type Listener } from '../../inpage/events';
import type { InstallProvider, VisibleAccount } from '../../inpage/provider';

type Fields = { readonly [key: string]: Json };
type Subscription = { readonly eventName: string; readonly cb: Listener };
type Failure = { readonly code: number; readonly message: string; readonly data?: Json };
type Answer = { readonly jsonrpc: '2.0'; readonly id: string } & ({ readonly result: Json } | { readonly error: Failure });

/** WBIP-001 and sats-connect: answers are JSON-RPC envelopes, and a refusal is one too; nothing is thrown. */
export const install: InstallProvider = ({ window, info, request, subscribe }) => {
  const events = createEvents(window);
  let calls = 0;

  const emit = (type: string, event: Fields) => events.emit(type, { type, ...event });

  const provider = {
    async request(method: string, params?: Json): Promise<Answer> {
      const envelope = { jsonrpc: '2.0', id: String((calls += 1)) } as const;
      try {
        return { ...envelope, result: await request(method, params) };
      } catch (error) {
        const { code = -32603, message, data } = error as Failure;
        return { ...envelope, error: { code, message, ...(data !== undefined && { data }) } };
      }
    },
    /** Both forms that sats-connect has had. Returns what takes the listener away. */
    addListener(subscription: string | Subscription, callback?: Listener): () => void {
      const { eventName, cb } = typeof subscription === 'string' ? { eventName: subscription, cb: callback } : subscription;
      if (typeof cb !== 'function') return () => undefined;
      events.add(eventName, cb);
      return () => events.remove(eventName, cb);
    },
  };

  const visible = ({ address, publicKey }: VisibleAccount) => ({ address, publicKey, purpose: 'payment', addressType: 'p2wpkh', walletType: 'software' });
  subscribe((event) => {
    if (event.type === 'network')
      request('wallet_getNetwork').then(
        (network) => emit('networkChange', network as Fields),
        () => undefined,
      );
    else if (event.accounts.length === 0) emit('disconnect', {});
    else emit('accountChange', { addresses: event.accounts.map(visible) });
  });

  // WBIP-004: wallets add themselves to the list, and are found by their path on the window.
  const page = window as unknown as { HoldallProviders?: Record<string, unknown>; btc_providers?: unknown; wbip_providers?: unknown };
  const entry = Object.freeze({ id: 'HoldallProviders.BitcoinProvider', name: info.name, icon: info.icon });
  page.HoldallProviders = { ...page.HoldallProviders, BitcoinProvider: provider };
  for (const list of ['btc_providers', 'wbip_providers'] as const) {
    if (!Array.isArray(page[list])) page[list] = [];
    (page[list] as unknown[]).push(entry);
  }
};
