import type * as tokens from '../chains/known-tokens';
import type * as chains from '../chains/load';
import type * as keyring from './load-keyring';

declare const importScripts: (path: string) => void;

/** What each script leaves behind. */
type Shelf = {
  loadAdapter?: typeof chains.loadAdapter;
  loadKeyring?: typeof keyring.loadKeyring;
  loadKnownTokens?: typeof tokens.loadKnownTokens;
};
const shelf = globalThis as Shelf;

/**
 * Chrome reads a worker's whole script, and the code it once made of it, at every start of the worker: 6 MB for the libraries that most starts never
 * need. There they are scripts of their own, which a worker may import at any time if it imported them while it was installed. Firefox's background is a
 * page, and has everything in one script. To be called before the first await.
 */
export function prepareScripts(): void {
  if (import.meta.env.FIREFOX) return;
  addEventListener('install', () => {
    importScripts('/chains.js');
    importScripts('/keyring.js');
    importScripts('/tokens.js');
  });
}

export const loadAdapter: typeof chains.loadAdapter = async (family) => {
  if (import.meta.env.FIREFOX) return (await import('../chains/load')).loadAdapter(family);
  if (!shelf.loadAdapter) importScripts('/chains.js');
  return shelf.loadAdapter!(family);
};

export const loadKeyring: typeof keyring.loadKeyring = async () => {
  if (import.meta.env.FIREFOX) return (await import('./load-keyring')).loadKeyring();
  if (!shelf.loadKeyring) importScripts('/keyring.js');
  return shelf.loadKeyring!();
};

export const loadKnownTokens: typeof tokens.loadKnownTokens = async (family, network) => {
  if (import.meta.env.FIREFOX) return (await import('../chains/known-tokens')).loadKnownTokens(family, network);
  if (!shelf.loadKnownTokens) importScripts('/tokens.js');
  return shelf.loadKnownTokens!(family, network);
};
