import { fromBase64, toBase64 } from '../../core/bytes';
import type { Json } from '../../core/json';
import { pageError } from '../../inpage/client';
import { createEvents, type Listener } from '../../inpage/events';
import type { InstallProvider, VisibleAccount } from '../../inpage/provider';

/** Wallet Standard names of the networks there are; the worker knows them by `cluster`. */
export const chains = Object.freeze(['solana:mainnet', 'solana:devnet', 'solana:localnet']);

type Account = { readonly address: string; readonly publicKey: Uint8Array; readonly chains: readonly string[]; readonly features: readonly string[] };
type Input = { readonly account: Account; readonly chain?: string };
type Transaction = Input & { readonly transaction: Uint8Array; readonly options?: Json };
type Signed = { readonly account: string; readonly signedMessage: string; readonly signature: string };
type Change = { readonly accounts: readonly Account[] };

/** Registers a Wallet Standard wallet. Whatever it says to the worker is a request like any page's: nothing here is trusted. */
export const install: InstallProvider = ({ window, info, request, subscribe }) => {
  const { freeze } = Object;
  const events = createEvents(window);
  let accounts: readonly Account[] = freeze([]);
  let current: string | undefined;

  /** A new list only for new accounts: pages compare by identity. */
  function show(visible: readonly VisibleAccount[]): void {
    const key = (list: readonly { readonly address: string }[]) => list.map(({ address }) => address).join();
    if (key(visible) === key(accounts)) return;
    accounts = freeze(
      visible.map(({ address, publicKey }) =>
        freeze({
          address,
          chains,
          features: signing,
          get publicKey() {
            return Uint8Array.from(publicKey.match(/../g)!, (pair) => Number.parseInt(pair, 16));
          },
        }),
      ),
    );
    events.emit('change', { accounts });
  }

  /** The standard names a chain with each request; the wallet keeps one for the page. */
  async function toChain(chain: string | undefined): Promise<void> {
    if (chain && chain !== current) {
      await request('holdall:switchNetwork', { chain });
      current = chain;
    }
  }

  async function connect(input?: { readonly silent?: boolean }): Promise<Change> {
    show((await request('standard:connect', { silent: !!input?.silent })) as unknown as VisibleAccount[]);
    return { accounts };
  }

  const signed = (answer: Json) => {
    const { signedMessage, signature } = answer as Signed;
    return { signedMessage: fromBase64(signedMessage), signature: fromBase64(signature), signatureType: 'ed25519' as const };
  };

  async function send({ account, chain, transaction, options }: Transaction) {
    await toChain(chain);
    // What is undefined does not come into the JSON.
    const params = { account: account.address, chain: chain!, transaction: toBase64(transaction), options: options! };
    return { signature: fromBase64((await request('solana:signAndSendTransaction', params)) as string) };
  }

  async function signTransaction(...inputs: readonly Transaction[]) {
    const [first] = inputs;
    if (!first) return [];
    if (inputs.some(({ account, chain }) => account.address !== first.account.address || chain !== first.chain)) {
      throw pageError(-32000, 'One account and chain, please.');
    }
    await toChain(first.chain);
    const params = {
      account: first.account.address,
      transactions: inputs.map(({ transaction }) => toBase64(transaction)),
      chain: first.chain!,
    };
    return ((await request('solana:signTransaction', params)) as string[]).map((text) => ({ signedTransaction: fromBase64(text) }));
  }

  async function signIn(...inputs: readonly Json[]) {
    await connect();
    return inOrder(inputs.length ? inputs : [{}], async (input) => {
      const answer = await request('solana:signIn', input);
      return { account: accounts.find(({ address }) => address === (answer as Signed).account), ...signed(answer) };
    });
  }

  const feature = (methods: object, version = '1.0.0') => freeze({ version, ...methods });
  const transactions = (methods: object) => feature({ supportedTransactionVersions: freeze(['legacy', 0]), ...methods });
  const features = freeze({
    'standard:connect': feature({ connect }),
    'standard:disconnect': feature({
      async disconnect() {
        await request('standard:disconnect');
        show([]);
      },
    }),
    'standard:events': feature({
      on(event: string, listener: Listener) {
        events.add(event, listener);
        return () => events.remove(event, listener);
      },
    }),
    'solana:signMessage': feature(
      {
        signMessage: (...inputs: readonly (Input & { readonly message: Uint8Array })[]) =>
          inOrder(inputs, async ({ account, message }) =>
            signed(await request('solana:signMessage', { account: account.address, message: toBase64(message) })),
          ),
      },
      '1.1.0',
    ),
    'solana:signTransaction': transactions({ signTransaction }),
    'solana:signAndSendTransaction': transactions({ signAndSendTransaction: (...inputs: readonly Transaction[]) => inOrder(inputs, send) }),
    'solana:signAndSendAllTransactions': transactions({
      signAndSendAllTransactions: (inputs: readonly Transaction[]) => inOrder(inputs, async (input) => (await Promise.allSettled([send(input)]))[0]),
    }),
    'solana:signIn': feature({ signIn }),
  });
  const signing = freeze(Object.keys(features).filter((name) => name.startsWith('solana:')));

  const wallet = freeze({
    version: '1.0.0',
    name: info.name,
    icon: info.icon,
    chains,
    features,
    get accounts() {
      return accounts;
    },
  });

  subscribe((event) => {
    if (event.type === 'accounts') show(event.accounts);
    else current = undefined;
  });

  const register = (api: { register(wallet: unknown): void }) => api.register(wallet);
  window.addEventListener('wallet-standard:app-ready', (event) => register((event as CustomEvent<Parameters<typeof register>[0]>).detail));
  window.dispatchEvent(new window.CustomEvent('wallet-standard:register-wallet', { detail: register }));
};

/** One after another: each is a question to a person. */
async function inOrder<T, R>(inputs: readonly T[], one: (input: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const input of inputs) results.push(await one(input));
  return results;
}
