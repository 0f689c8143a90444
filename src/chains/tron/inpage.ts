import type { Json } from '../../core/json';
import { announce, offer } from '../../inpage/announce';
import { pageError } from '../../inpage/client';
import { createEvents, type Listener } from '../../inpage/events';
import type { InstallProvider, Page } from '../../inpage/provider';

type Request = { readonly method: string; readonly params?: Json };
type AnyTransaction = { readonly [key: string]: Json };

/** TIP-1193's provider, announced by TIP-6963, and the small part of tronWeb that sites use of a wallet. The library itself stays out of pages. */
export const install: InstallProvider = (page) => {
  const { window, request: ask } = page;
  const events = createEvents(window);
  const { emit } = events;

  const tronWeb = createTronWeb(ask);
  const request = async ({ method, params }: Request = {} as Request) => {
    if (typeof method !== 'string') throw pageError(-32600, 'Invalid method.');
    const answer = await ask(method, params);
    if (method.endsWith('_requestAccounts')) show((answer as readonly string[])[0]);
    return answer;
  };
  const provider = {
    request,
    tronWeb,
    on(event: string, listener: Listener) {
      events.add(event, listener);
      return provider;
    },
    removeListener(event: string, listener: Listener) {
      events.remove(event, listener);
      return provider;
    },
  };
  const tronLink = {
    ready: false,
    tronWeb: false as false | typeof tronWeb,
    request: (call: Request) => (call.method === 'tron_requestAccounts' ? request(call).then(allowed, refused) : request(call)),
  };

  let shown: string | undefined;
  const show = (address: string | undefined) => {
    if (address === shown) return;
    shown = address;
    tronWeb.defaultAddress = address ? { base58: address, hex: toHex(address) } : { base58: false, hex: false };
    tronWeb.ready = tronLink.ready = !!address;
    tronLink.tronWeb = address ? tronWeb : false;
    emit('accountsChanged', address ? [address] : []);
    // Only a site that was let in asks by itself: on all the others the worker sleeps on.
    if (address)
      ask('eth_chainId').then(
        (chainId) => emit('connect', { chainId }),
        () => undefined,
      );
    window.postMessage({ message: { action: 'accountsChanged', data: { address: address ?? false } } }, window.location.origin);
  };

  page.subscribe((event) => {
    if (event.type === 'accounts') show(event.accounts[0]?.address);
    else emit('chainChanged', { chainId: `0x${BigInt(event.network.slice(5)).toString(16)}` });
  });

  announce(page, 'TIP6963', provider);
  offer(window, 'tron', provider);
  offer(window, 'tronLink', tronLink);
  offer(window, 'tronWeb', tronWeb);
  window.dispatchEvent(new Event('tronLink#initialized'));
};

function createTronWeb(ask: Page['request']) {
  const call =
    (method: string) =>
    (...params: readonly unknown[]) =>
      ask(`tron_${method}`, params as readonly Json[]).catch(declined);
  const signTypedData = call('signTypedData');
  const sendTransaction = call('sendTransaction');
  const sign = async (input: string | AnyTransaction): Promise<unknown> => {
    if (typeof input === 'string') return call('signMessage')(input);
    if (input['signature']) throw new Error('Transaction is already signed');
    // A copy, so that what comes back is what was asked about.
    const transaction = JSON.parse(JSON.stringify(input)) as AnyTransaction;
    return { ...transaction, signature: [await call('signTransaction')(transaction)] };
  };
  type Shown = { readonly base58: string | false; readonly hex: string | false };
  const own = (): string | false => web.defaultAddress.base58;
  const web = {
    ready: false,
    defaultAddress: { base58: false, hex: false } as Shown,
    address: { toHex },
    transactionBuilder: { sendTrx: (to: string, sun: number | string, from = own()) => call('createTransaction')(to, sun, from) },
    trx: {
      sign,
      signMessage: sign,
      signMessageV2: (message: string | ArrayLike<number>) => call('signMessageV2')(typeof message === 'string' ? message : Array.from(message)),
      signTypedData,
      _signTypedData: signTypedData,
      sendTransaction,
      sendTrx: sendTransaction,
      sendRawTransaction: call('sendRawTransaction'),
      getBalance: (address = own()) => call('getBalance')(address),
    },
  };
  return web;
}

/** Sites know a refusal by TronLink's words. */
function declined(error: Error & { code?: number }): never {
  if (error.code === 4001) error.message = 'Confirmation declined by user';
  throw error;
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base58check to the 21 bytes before its checksum, which is not checked: the worker does that to whatever it is given. */
function toHex(address: string): string {
  if (address[0] !== 'T') return address;
  let number = 0n;
  for (const character of address) number = number * 58n + BigInt(alphabet.indexOf(character));
  return (number >> 32n).toString(16);
}

/** TronLink's own answers, which resolve also when the user says no. */
const allowed = () => ({ code: 200, message: 'User allowed the request.' });
const refused = ({ code, message }: Error & { code?: number }) =>
  code === -32002 ? { code: 4000, message: 'Authorization requests are being processed, please do not resubmit' } : { code, message };
