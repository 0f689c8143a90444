import type { ChainAdapter, FeeOption, IncomingAnswer, Intent, PageMethod, Signed, TxStatus } from '../../src/chains/adapter';
import type { Network, NetworkSpec } from '../../src/chains/family';
import { concat, toHex, utf8 } from '../../src/core/bytes';
import { nativeAsset, type ChainId } from '../../src/core/caip';
import { PageError, WalletError } from '../../src/core/errors';
import type { Json } from '../../src/core/json';

type Transfer = Extract<Intent, { type: 'transfer' }>;
type Payload = { readonly to: string; readonly amount: string; readonly serial: number };

export type FakeChain = ReturnType<typeof fakeChain>;

/**
 * A chain of the simplest kind, for what no real one can be made to do at will: each step can be stopped or made to fail. An address is
 * `<network>/<public key>`; a signature is a real one, over the draft's text.
 */
export function fakeChain() {
  const chain = {
    built: 0,
    signed: [] as string[],
    sent: [] as Signed[],
    status: { state: 'pending' } as TxStatus,
    /** Of some, by id, in the place of `status`. */
    statusOf: {} as Record<string, TxStatus>,
    /** What was told to be pending, at the last build. */
    pending: [] as readonly string[],
    /** Two transactions need the same. */
    exclusive: false,
    balance: 1_000n,
    /** What the next look for incoming transfers says, and how often and with what cursor it was asked. */
    incoming: { transfers: [], from: 0, settled: 0, cursor: null } as IncomingAnswer,
    looks: [] as (Json | undefined)[],
    /** What names stand for, in capitals or not. */
    names: {} as Record<string, string>,
    /** What its nodes say they serve; as they are asked to by default. */
    serves: undefined as ChainId | undefined,
    /** How long a draft lasts, in ms. */
    freshness: undefined as number | undefined,
    /** Called, by name, at the start of every step that has one. */
    at: {} as Partial<Record<'ask' | 'build' | 'sign' | 'broadcast' | 'track' | 'read' | 'look', () => Promise<void> | void>>,
  };

  const option = (id: ChainId, speed: FeeOption['speed'], amount: bigint): FeeOption => ({ speed, max: { asset: nativeAsset(id, 60), amount }, terms: null });

  const adapter: ChainAdapter<Network, Payload> = {
    addresses: {
      fromPublicKey: (key, network) => `${network.id}/${toHex(key)}`,
      parse: (text, network) => {
        if (text.startsWith(`${network.id}/`)) return text;
        throw new WalletError('address/invalid');
      },
    },
    endpoints: { probe: async ({ network }) => ({ chain: chain.serves ?? network.id, height: 1 }) },
    assets: { native: async () => ({ amount: chain.balance }) },
    history: {
      incoming: async (_context, _owner, cursor) => {
        chain.looks.push(cursor);
        await chain.at.look?.();
        return chain.incoming;
      },
    },
    fees: {
      custom: {
        fields: async (_context, _intent, { max }) => [{ name: 'gas-price', decimals: 0, value: max.amount, min: 1n, max: 100n }],
        apply: async ({ network }, _intent, _fee, values) => {
          const amount = values['gas-price'];
          if (typeof amount !== 'bigint' || amount > 100n) throw new WalletError('fee/invalid');
          return { ...option(network.id, 'normal', amount), speed: 'custom', custom: values };
        },
      },
      quote: async ({ network }) => [option(network.id, 'slow', 1n), option(network.id, 'normal', 10n), option(network.id, 'fast', 2_000n)],
    },
    transactions: {
      build: async ({ network, now, pending = [] }, intent, fee) => {
        await chain.at.build?.();
        chain.pending = pending.map(({ id }) => id);
        if (intent.type === 'replace') {
          if (!chain.pending.includes(intent.of)) throw new WalletError('transaction/settled');
          return { chain: network.id, from: intent.from, fee, payload: { to: intent.from, amount: '0', serial: ++chain.built }, replaces: intent.of };
        }
        const wanted = intent as Transfer;
        const amount = wanted.amount === 'max' ? chain.balance - fee.max.amount : wanted.amount;
        if (amount === 0n) throw new WalletError('amount/zero');
        if (amount < 0n || amount + fee.max.amount > chain.balance) throw new WalletError('amount/insufficient');
        const payload = { to: wanted.to, amount: amount.toString(), serial: ++chain.built };
        return { chain: network.id, from: intent.from, fee, payload, ...(chain.freshness === undefined ? {} : { expiresAt: now() + chain.freshness }) };
      },
      preview: ({ payload }, network) => ({
        title: 'send',
        warnings: [],
        details: [{ label: 'to', value: { kind: 'address', address: payload.to } }],
        changes: [{ direction: 'out', asset: nativeAsset(network.id, 60), amount: BigInt(payload.amount), party: payload.to }],
      }),
      sign: async (draft, network, signers) => {
        await chain.at.sign?.();
        const text = JSON.stringify(draft.payload);
        const raw = toHex(await signers().ecdsa(hashed(text)));
        if (`${network.id}/${toHex(signers().publicKey)}` !== draft.from) throw new WalletError('transaction/invalid');
        chain.signed.push(text);
        return { id: `tx-${draft.payload.serial}`, raw };
      },
      broadcast: async (_context, signed) => {
        await chain.at.broadcast?.();
        chain.sent.push(signed);
      },
      track: async (_context, { id }) => {
        await chain.at.track?.();
        return chain.statusOf[id] ?? chain.status;
      },
      replacements: ({ id }, pending) => (pending[0]?.id === id ? { how: ['speed-up', 'cancel'] } : { how: [], first: pending[0]!.id }),
      conflicts: ({ replaces }, pending) => chain.exclusive && pending.some(({ id }) => id !== replaces),
    },
    messages: {
      preview: (subject) => ({
        title: 'sign-message',
        changes: [],
        warnings: [],
        details: [{ label: 'message', value: { kind: 'text', text: String(Object(subject)['text']) } }],
      }),
      sign: async (subject, _network, signers) => {
        await chain.at.sign?.();
        chain.signed.push(JSON.stringify(subject));
        return toHex(await signers().ecdsa(hashed(JSON.stringify(subject))));
      },
    },
    page: pageOf(chain),
    names: {
      home: 'eip155:1',
      looksLikeName: (text) => text.includes('.'),
      normalise: async (text) => text.toLowerCase(),
      resolve: async ({ network }, name) => {
        if (network.id !== 'eip155:1') throw new Error('names live elsewhere');
        if (!Object.hasOwn(chain.names, name)) throw new WalletError('recipient/name-unknown');
        return chain.names[name]!;
      },
      reverse: async () => undefined,
    },
  };
  return Object.assign(chain, { adapter: adapter as unknown as ChainAdapter });
}

const hashed = (text: string) => concat(utf8(text), new Uint8Array(32)).slice(0, 32);

/** One method of every kind of access. */
function pageOf(chain: { readonly at: Partial<Record<'ask' | 'read', () => Promise<void> | void>> }): Readonly<Record<string, PageMethod<Network>>> {
  const addresses = ({ accounts }: { readonly accounts: readonly { readonly address: string }[] }): Json => accounts.map(({ address }) => address);
  const own = (params: Json) => (typeof params === 'object' ? (params as { readonly [key: string]: Json } | null) : null) ?? {};
  return {
    accounts: { access: 'public', handle: addresses },
    chain: { access: 'public', handle: ({ network }) => network.id },
    origin: { access: 'public', handle: ({ origin }) => origin },
    echo: { access: 'public', handle: (_context, params) => params },
    fail: {
      access: 'public',
      handle: (_context, params) => {
        throw new PageError(-32_042, String(params), { hint: 'x' });
      },
    },
    read: {
      access: 'public',
      handle: async ({ transport }) => {
        await chain.at.read?.();
        return transport.request('read', []);
      },
    },
    publicKey: { access: 'connected', handle: ({ accounts }) => toHex(accounts[0]!.publicKey) },
    connect: {
      access: 'connect',
      answer: addresses,
      silent: (params) => own(params)['silent'] === true,
      check: (params) => {
        if (typeof params === 'string') throw new PageError(-32602, 'params');
      },
    },
    disconnect: { access: 'disconnect', answer: () => true },
    forget: { access: 'disconnect', keep: true, answer: () => true },
    add: { access: 'add', network: (_context, params) => params as unknown as NetworkSpec },
    switch: { access: 'switch', network: (params) => String(own(params)['to']) as ChainId },
    sign: {
      access: 'approval',
      ask: async ({ accounts }, params) => {
        await chain.at.ask?.();
        const from = String(own(params)['from'] ?? accounts[0]!.address);
        if (own(params)['text'] === undefined) throw new PageError(-32602, 'text');
        return { type: 'sign', from, subject: { text: own(params)['text']!, from } };
      },
    },
    send: {
      access: 'approval',
      ask: async ({ accounts, network }, params) => {
        await chain.at.ask?.();
        const amount = BigInt(String(own(params)['amount'] ?? 5));
        return {
          type: 'transaction',
          intent: { type: 'transfer', from: String(own(params)['from'] ?? accounts[0]!.address), to: 'someone', asset: nativeAsset(network.id, 60), amount },
        };
      },
      answer: ({ id }) => `sent ${id}`,
    },
    /** What no family may do. */
    replace: {
      access: 'approval',
      ask: async ({ accounts }, params) => ({
        type: 'transaction',
        intent: { type: 'replace', from: accounts[0]!.address, of: String(own(params)['of']), how: 'cancel' },
      }),
    },
  };
}
