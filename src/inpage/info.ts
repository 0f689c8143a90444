import type { WalletInfo } from './provider';

// The mark of public/icon, small enough to travel in every page. Wallet Standard wants base64.
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 32 32" fill="#b8461a"><path fill="none" stroke="#b8461a" stroke-width="3" d="M11 12V9a5 5 0 0 1 10 0v3"/><path d="M4 12h24v16H4z"/><path stroke="#fff" stroke-dasharray="3 2" d="M7 17h18"/></svg>';

/** Who we say we are to sites (EIP-6963): `uuid` is new with every page load, `rdns` stays. */
export const walletInfo = (): WalletInfo => ({
  uuid: crypto.randomUUID(),
  name: 'Holdall',
  icon: `data:image/svg+xml;base64,${btoa(mark)}`,
  rdns: 'app.holdall',
});
