import type { Page } from 'playwright-core';
import { encodeErrorResult, parseAbi } from 'viem';
import { chains, endpoint, fund } from '../e2e/chains';
import { answer, ask, question } from '../e2e/chromium/site';
import { addressOn, go } from '../e2e/chromium/wallet';
import { seal } from '../fakes/box';
import { localWallet, type Place } from './wallet';

type Provider = { readonly ethereum: { request(call: { method: string; params: unknown }): Promise<unknown> } };

/** What sites rarely ask, and what cannot be done. */
export async function asked({ browser, camera, site }: Place): Promise<void> {
  const page = await localWallet(browser);
  const own = await addressOn(page, chains.ethereum);
  await fund(chains.ethereum, own, 2n * 10n ** 18n);
  await go(page, '/');
  const refusing = '0x00000000000000000000000000000000000F0001';
  const words = encodeErrorResult({ abi: parseAbi(['error Error(string)']), args: ['UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT'] });
  await node('anvil_setCode', [refusing, `0x60${((words.length - 2) / 2).toString(16)}80600b6000396000fd${words.slice(2)}`]);

  const dapp = await browser.open(site);
  const add = { chainId: '0x440', chainName: 'Base', nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 }, rpcUrls: ['https://example.org'] };
  const known = request(dapp, 'wallet_addEthereumChain', [{ ...add, chainId: '0x89' }]);
  await camera.take(await shown(), 'add-unconnected');
  await answer(browser, 'approve');
  await known;
  const connected = ask(dapp, 'evm', 'connect');
  await answer(browser, 'approve');
  await connected;

  const fails = request(dapp, 'eth_sendTransaction', [{ from: own, to: refusing, value: '0x2386f26fc10000', data: '0x38ed1739' }]);
  await camera.take(await shown(), 'fails');
  await answer(browser, 'reject');
  await fails;

  const pay = { to: '0x000000000000000000000000000000000000dEaD', value: '0x2386f26fc10000' };
  const calls = request(dapp, 'wallet_sendCalls', [{ version: '2.0.0', chainId: '0x1', atomicRequired: false, calls: [pay, pay] }]);
  const first = await shown();
  await camera.take(first, 'part-1');
  // The next may come into the same window, under the same title.
  await first.getByTestId('approve').click();
  await page.waitForTimeout(4_000);
  await camera.take(await shown(), 'part-2');
  await answer(browser, 'approve');
  await calls;

  const key = request(dapp, 'eth_getEncryptionPublicKey', [own]);
  await answer(browser, 'approve');
  const box = seal((await key) as string, 'The eagle has landed. \u202eMeet me at noon, and bring the map.');
  const opened = request(dapp, 'eth_decrypt', [`0x${Buffer.from(JSON.stringify(box)).toString('hex')}`, own]);
  const sealed = await shown();
  await camera.take(sealed, 'sealed');
  await sealed.getByTestId('reveal').click();
  await sealed.getByTestId('revealed').waitFor();
  await camera.take(sealed, 'revealed');
  await answer(browser, 'approve');
  await opened;

  const typed = ask(dapp, 'evm', 'typed');
  const hashes = await shown();
  await hashes.getByTestId('technical').locator('summary').click();
  await camera.take(hashes, 'hashes');
  await answer(browser, 'approve');
  await typed;

  async function shown(): Promise<Page> {
    const window = await question(browser);
    await window.waitForTimeout(1_000);
    return window;
  }
}

const request = (dapp: Page, method: string, params: unknown): Promise<unknown> =>
  dapp.evaluate(
    ([what, how]) => (globalThis as unknown as Provider).ethereum.request({ method: what as string, params: how }).catch((error: Error) => error.message),
    [method, params] as const,
  );

async function node(method: string, params: unknown): Promise<void> {
  await fetch(endpoint(chains.ethereum), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
}
