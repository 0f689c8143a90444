import { fromBase64, fromHex, toBase64 } from '../../core/bytes';
import type { Json } from '../../core/json';
import type { InstallProvider, VisibleAccount } from '../../inpage/provider';

/** Wallet Standard names of the networks, by their CAIP-2 ids. */
export const chains = {
  'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp': 'solana:mainnet',
  'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1': 'solana:devnet',
  'solana:HoLdaLLLocaLnetHoLdaLLLocaLnet11': 'solana:localnet',
} as const;

type Account = { readonly address: string; readonly publicKey: Uint8Array; readonly chains: readonly string[]; readonly features: readonly string[] };
type Input = { readonly account: Account; readonly chain?: string };
type Transaction = Input & { readonly transaction: Uint8Array };
type Signed = { readonly account: string; readonly signedMessage: string; readonly signature: string };
type Change = { readonly accounts: readonly Account[] };

/** Registers a Wallet Standard wallet. Whatever it says to the worker is a request like any page's: nothing here is trusted. */
export const install: InstallProvider = ({ window, info, request, subscribe }) => {
  const { freeze } = Object;
  const chainNames = freeze(Object.values(chains));
  const listeners = new Set<(change: Change) => void>();
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
          chains: chainNames,
          features: signing,
          get publicKey() {
            return fromHex(publicKey);
          },
        }),
      ),
    );
    for (const listener of [...listeners]) {
      try {
        listener({ accounts });
      } catch (error) {
        window.reportError(error);
      }
    }
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

  async function send({ account, chain, transaction }: Transaction) {
    await toChain(chain);
    const params = { account: account.address, chain: chain!, transaction: toBase64(transaction) };
    return { signature: fromBase64((await request('solana:signAndSendTransaction', params)) as string) };
  }

  async function signTransaction(...inputs: readonly Transaction[]) {
    const [first] = inputs;
    if (!first) return [];
    if (inputs.some(({ account, chain }) => account.address !== first.account.address || chain !== first.chain)) {
      throw Object.assign(new Error('All transactions must be of one account and chain.'), { code: -32000 });
    }
    await toChain(first.chain);
    const params = {
      account: first.account.address,
      transactions: inputs.map(({ transaction }) => toBase64(transaction)),
      ...(first.chain && { chain: first.chain }),
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

  const supportedTransactionVersions = freeze(['legacy', 0]);
  const features = freeze({
    'standard:connect': freeze({ version: '1.0.0', connect }),
    'standard:disconnect': freeze({
      version: '1.0.0',
      async disconnect() {
        await request('standard:disconnect');
        show([]);
      },
    }),
    'standard:events': freeze({
      version: '1.0.0',
      on(event: string, listener: (change: Change) => void) {
        if (event === 'change') listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    }),
    'solana:signMessage': freeze({
      version: '1.1.0',
      signMessage: (...inputs: readonly (Input & { readonly message: Uint8Array })[]) =>
        inOrder(inputs, async ({ account, message }) => signed(await request('solana:signMessage', { account: account.address, message: toBase64(message) }))),
    }),
    'solana:signTransaction': freeze({ version: '1.0.0', supportedTransactionVersions, signTransaction }),
    'solana:signAndSendTransaction': freeze({
      version: '1.0.0',
      supportedTransactionVersions,
      signAndSendTransaction: (...inputs: readonly Transaction[]) => inOrder(inputs, send),
    }),
    'solana:signAndSendAllTransactions': freeze({
      version: '1.0.0',
      supportedTransactionVersions,
      signAndSendAllTransactions: (inputs: readonly Transaction[]) => inOrder(inputs, async (input) => (await Promise.allSettled([send(input)]))[0]),
    }),
    'solana:signIn': freeze({ version: '1.0.0', signIn }),
  });
  const signing = freeze(Object.keys(features).filter((name) => name.startsWith('solana:')));

  const wallet = freeze({
    version: '1.0.0',
    name: info.name,
    icon: info.icon,
    chains: chainNames,
    features,
    get accounts() {
      return accounts;
    },
  });

  subscribe((event) => {
    if (event.type === 'accounts') show(event.accounts);
    else current = chains[event.network as keyof typeof chains];
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
