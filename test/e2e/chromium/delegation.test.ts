import { JsonRpcProvider, Wallet } from 'ethers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { delegate } from '../../chains/evm/delegations';
import { chains, endpoint, fund } from '../chains';
import { launch, type Browser } from './browser';
import { addressOn, createWallet, expectBalance, expectState, go, openWallet, pointAtLocal } from './wallet';

const { ethereum } = chains;
const contract = '0x63c0c19a282a1B52b07dD5a65b58948A07DAE32B';
let browser: Browser;
let page: Page;
let node: JsonRpcProvider;
let account: { readonly address: string; readonly privateKey: string };

beforeAll(async () => {
  node = new JsonRpcProvider(endpoint(ethereum));
  browser = await launch();
  account = Wallet.fromPhrase(await createWallet(browser));
  page = await openWallet(browser);
  await pointAtLocal(page, ethereum);
  expect(await addressOn(page, ethereum)).toBe(account.address);
  await fund(ethereum, account.address, 10n ** 18n);
});
afterAll(async () => {
  node.destroy();
  await browser.close();
});

it('a contract that acts for the account is shown at home, removed there, and gone', async () => {
  await expectBalance(page, ethereum, '1');
  expect(await page.getByTestId('delegated').count()).toBe(0);
  await delegate(endpoint(ethereum), account.privateKey, contract);
  await go(page, '/');
  await page.getByTestId('refresh').click();
  await page.getByTestId('delegated').getByText('Ethereum').waitFor();
  expect((await page.getByTestId('delegate').innerText()).replace(/\s/g, '')).toBe(`MetaMaskStatelessDeleGator${contract}`);

  await page.getByTestId(`undelegate-${ethereum}`).click();
  await page.getByTestId('detail-delegate').getByText('Nobody').waitFor();
  expect((await page.getByTestId('delegate').innerText()).replace(/\s/g, '')).toContain(contract);
  await page.getByTestId('approve').click();
  await expectState(page, 'confirmed', 'final');
  expect(await node.getCode(account.address)).toBe('0x');
  const { authorizationList } = (await node.getTransaction((await page.getByTestId('transaction-id').innerText()).replace(/\s/g, '')))!;
  expect(authorizationList).toMatchObject([{ address: `0x${'0'.repeat(40)}`, chainId: 1n }]);

  await go(page, '/');
  await page.getByTestId('delegated').waitFor({ state: 'detached', timeout: 15_000 });
}, 120_000);
