import type { Page } from 'playwright-core';
import { call, deploy } from '../contracts/deploy';
import { chains, endpoint, fund, mine } from '../e2e/chains';
import { addressOn, go, sendForm } from '../e2e/chromium/wallet';
import { evmNode, stranger } from '../e2e/nodes';
import { localWallet, type Place } from './wallet';

const network = chains.ethereum;
const to = stranger(network);
const friend = '0xabc0000000000000000000000000000000000def';
const poisoner = '0xabc1111111111111111111111111111111110def';
const asset = (contract: string, kind = 'erc20', id = '') => `${network}/${kind}:${contract.toLowerCase()}${id && `/${id}`}`;

async function add(page: Page, contract: string, id = ''): Promise<void> {
  await go(page, `/tokens/add/${network}`);
  await page.getByTestId('token-address').fill(contract);
  if (id) await page.getByTestId('token-id').fill(id);
  await page.locator('[data-testid="add"]:enabled').click();
  await page.getByTestId('add').waitFor({ state: 'detached' });
}

/** Looks again until something is there: a network is asked at most every fifteen seconds. */
async function lookUntil(page: Page, testId: string): Promise<void> {
  for (let turn = 0; turn < 60 && (await page.getByTestId(testId).count()) === 0; turn++) {
    if (await page.getByTestId('look').isEnabled()) await page.getByTestId('look').click();
    await page.waitForTimeout(500);
  }
}

export async function tokens({ browser, camera }: Place): Promise<void> {
  const node = evmNode(network);
  const page = await localWallet(browser);
  const owner = await addressOn(page, network);
  await fund(network, owner, 10n ** 18n);
  const coin = await deploy(node, 'Erc20', 'Good Coin', 'GOOD', 8);
  const bait = await deploy(node, 'Erc20', 'Tether USD', 'USDТ', 6);
  const spam = await deploy(node, 'Erc20', 'visit claim.example', 'CLAIM', 18);
  const collection = await deploy(node, 'Erc721');
  await call(node, collection, 'mint(address,uint256)', [owner, 42]);
  await call(node, coin, 'mint(address,uint256)', [owner, 1_234_500_000_000n]);

  await go(page, `/tokens/add/${network}`);
  await page.getByTestId('token-address').fill('0x1234');
  await page.waitForTimeout(500);
  await camera.take(page, 'add-wrong');
  await page.getByTestId('token-address').fill(coin);
  await page.getByTestId('stranger').waitFor();
  await camera.take(page, 'add');
  await page.getByTestId('token-address').fill(bait);
  await page.getByTestId('resembles').waitFor();
  await camera.take(page, 'add-bait');
  await page.getByTestId('token-address').fill(spam);
  await page.getByTestId('bait').waitFor();
  await camera.take(page, 'add-advertisement');
  await add(page, coin);
  await add(page, collection, '42');
  await go(page, '/');
  await page.getByTestId(`token-${asset(coin)}`).waitFor();
  await page.waitForTimeout(2_000);
  await camera.take(page, 'home');
  await page.getByTestId(`token-${asset(coin)}`).click();
  await page.getByTestId('send-token').waitFor();
  await camera.take(page, 'token');
  await page.getByTestId('send-token').click();
  await page.getByTestId('send-to').fill(to);
  await page.getByTestId('send-amount').fill('345.12345678');
  await page.locator('[data-testid="review"]:enabled').waitFor();
  await camera.take(page, 'send', 760);
  await page.getByTestId('review').click();
  await page.locator('[data-testid="approve"]:enabled').waitFor();
  await camera.take(page, 'review', 760);
  await page.getByTestId('reject').click();
  await go(page, `/token/${asset(collection, 'erc721', '42')}`);
  await page.getByTestId('send-token').waitFor();
  await camera.take(page, 'piece');
  await go(page, '/tokens');
  await page.waitForTimeout(500);
  await camera.take(page, 'manage');

  await node.rpc('anvil_setBalance', [friend, '0xde0b6b3a7640000']);
  await call(node, coin, 'mint(address,uint256)', [friend, 5_000_000_000n]);
  await call(node, coin, 'transfer(address,uint256)', [owner, 1_250_000_000n], friend);
  await go(page, `/send/${network}`);
  await page.getByTestId('send-to').fill(friend);
  await page.getByTestId('send-amount').fill('0.1');
  await sendForm(page, () => mine(network));
  await node.rpc('anvil_setBalance', [poisoner, '0xde0b6b3a7640000']);
  await call(node, coin, 'mint(address,uint256)', [poisoner, 10n]);
  await call(node, coin, 'transfer(address,uint256)', [owner, 10n], poisoner);
  await call(node, spam, 'mint(address,uint256)', [owner, 10n ** 24n]);
  await go(page, '/activity');
  await lookUntil(page, 'hidden-toggle');
  await camera.take(page, 'activity');
  await page.getByTestId('hidden-toggle').click();
  await camera.take(page, 'activity-hidden');
  await page.locator('[data-hidden="look-alike"]').click();
  await page.getByTestId('hidden-look-alike').waitFor();
  await camera.take(page, 'bait');
  await go(page, '/activity');
  await page.locator('[data-testid^="received-"]').first().click();
  await page.getByTestId('received-state').waitFor();
  await camera.take(page, 'received');
}

export async function networks({ browser, camera }: Place): Promise<void> {
  const page = await localWallet(browser);
  await go(page, '/settings/networks');
  await page.waitForTimeout(700);
  await camera.take(page, 'list');
  await go(page, '/settings/networks/add');
  await page.getByTestId('network-chain-id').waitFor();
  await camera.take(page, 'add');
  const fields = { 'chain-id': '8454', name: 'Base', symbol: 'ETH', endpoints: endpoint(chains.bsc), explorer: '' };
  for (const [field, text] of Object.entries(fields)) await page.getByTestId(`network-${field}`).fill(text);
  await page.getByTestId('network-name').focus();
  await page.waitForTimeout(2_000);
  await camera.take(page, 'add-wrong', 900);
  await page.getByTestId('network-chain-id').fill('56');
  await page.getByTestId('network-name').focus();
  await page.waitForTimeout(2_000);
  await camera.take(page, 'add-known', 900);
}
