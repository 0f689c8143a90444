import { existsSync, readFileSync } from 'node:fs';
import { encodeErrorResult, parseAbi, verifyMessage } from 'viem';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadAdapter } from '../../src/chains/load';
import type { Json } from '../../src/core/json';
import { startEvm, type EvmChain } from '../devnet/evm';
import { seal } from '../fakes/box';
import { asked, codeOf, numberOf, site } from '../fakes/steps';
import { makeWorld, type World } from '../fakes/world';

type HostileCase = {
  readonly id: string;
  readonly method: string;
  readonly params: Json;
  readonly expectCode: number;
  readonly prompt: boolean;
  readonly reason: string;
};

/** A page, the router, the vault, the real EVM adapter, and a real node. */
describe('a site on a real chain', () => {
  let chain: EvmChain;
  let world: World;
  let page: Awaited<ReturnType<typeof site>>;
  let address: `0x${string}`;

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    world = await makeWorld({ loadAdapter });
    await world.now.api.networks.setEndpoints('eip155:1', [chain.url]);
    page = await connected('https://a.test');
    [address] = (await page.request('eth_accounts')) as [`0x${string}`];
    await chain.fund(address, 10n ** 18n);
  });
  afterAll(() => chain?.stop());

  async function connected(origin: string) {
    const tab = world.page(origin);
    const answer = tab.request('eth_requestAccounts');
    const { id, digest } = await asked(world, 'connect', origin);
    await world.now.api.approvals.approve(id, digest, [0]);
    await answer;
    return tab;
  }

  it('sends a transaction that the user saw, and the chain has it', async () => {
    const to = '0x00000000000000000000000000000000DeaDBeef';
    const answer = page.request('eth_sendTransaction', [{ from: address, to, value: '0xde0b6b3a7640' }]);
    const { id, digest, subject } = await asked(world, 'transaction');
    expect(subject).toMatchObject({ preview: { changes: [{ direction: 'out', amount: 0xde0b6b3a7640n, party: to }] } });
    expect(await chain.rpc('eth_getBalance', [to, 'latest'])).toBe('0x0');
    await world.now.api.approvals.approve(id, digest);
    const hash = await answer;
    expect(await chain.rpc('eth_getTransactionByHash', [hash as string])).toMatchObject({ hash, from: address.toLowerCase(), value: '0xde0b6b3a7640' });
    // The node answers before it has mined.
    await vi.waitFor(async () => expect(await chain.rpc('eth_getBalance', [to, 'latest'])).toBe('0xde0b6b3a7640'), { timeout: 5_000 });
    await chain.mine(3);
    await world.now.api.activity.refresh();
    expect(await world.now.api.activity.list()).toMatchObject([{ id: hash, origin: 'https://a.test', state: 'final', network: 'eip155:1' }]);
  });

  it('sends what the worker had signed before it died, once', async () => {
    const nonce = await chain.rpc('eth_getTransactionCount', [address, 'latest']);
    const answer = page.request('eth_sendTransaction', [{ from: address, to: address, value: '0x1' }]);
    const { id, digest } = await asked(world, 'transaction');
    const { set } = world.platform.local;
    const reached = new Promise<void>((resolve) => {
      world.platform.local.set = async (key, value) => {
        await set(key, value);
        if (key !== 'outbox') return;
        resolve();
        await new Promise(() => {});
      };
    });
    void world.now.api.approvals.approve(id, digest);
    await reached;
    world.platform.local.set = set;
    expect(await chain.rpc('eth_getTransactionCount', [address, 'latest'])).toBe(nonce);
    world.kill();
    const hash = await answer;
    await vi.waitFor(async () => expect(await chain.rpc('eth_getTransactionReceipt', [hash as string])).toMatchObject({ status: '0x1' }), { timeout: 10_000 });
    expect(Number(await chain.rpc('eth_getTransactionCount', [address, 'latest']))).toBe(Number(nonce) + 1);
  });

  it("gets a signature that another library finds to be the account's", async () => {
    const answer = page.request('personal_sign', ['0x68656c6c6f', address]);
    const { id, digest } = await asked(world, 'sign');
    await world.now.api.approvals.approve(id, digest);
    expect(await verifyMessage({ address, message: 'hello', signature: (await answer) as `0x${string}` })).toBe(true);
  });

  it('shows a sealed message to its user alone, and to the site only after a yes', async () => {
    const give = page.request('eth_getEncryptionPublicKey', [address]);
    const key = await asked(world, 'sign');
    await expect(world.now.api.approvals.reveal(key.id, key.digest)).rejects.toMatchObject({ code: 'chain/unsupported' });
    await world.now.api.approvals.approve(key.id, key.digest);
    const box = seal((await give) as string, 'the eagle has landed');

    const answer = page.request('eth_decrypt', [`0x${Buffer.from(JSON.stringify(box)).toString('hex')}`, address]);
    const { id, digest } = await asked(world, 'sign');
    await expect(world.now.api.approvals.reveal(id, 'another')).rejects.toMatchObject({ code: 'approval/changed' });
    expect(await world.now.api.approvals.reveal(id, digest)).toBe('the eagle has landed');
    // It was for the screen: nothing of it is kept, and the question still waits.
    for (const area of ['local', 'session'] as const) expect(JSON.stringify([...world.platform[area].data])).not.toContain('eagle');
    expect(JSON.stringify(await world.now.api.approvals.list(), (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))).not.toContain(
      'eagle',
    );
    await world.now.api.approvals.approve(id, digest);
    expect(await answer).toBe('the eagle has landed');
    await expect(world.now.api.approvals.reveal(id, digest)).rejects.toMatchObject({ code: 'approval/gone' });
  });

  it('reads the chain through the wallet', async () => {
    expect(await page.request('eth_blockNumber')).toMatch(/^0x[1-9a-f]/);
    expect(await numberOf(page.request('eth_call', [{ to: address, data: '0xzz' }, 'latest']))).toBe(-32602);
  });

  it('shows what would fail, with the reason, and sends it under no circumstances', async () => {
    const refusing = '0x00000000000000000000000000000000000F0001';
    const words = encodeErrorResult({ abi: parseAbi(['error Error(string)']), args: ['not \u202eopen yet'] });
    const size = ((words.length - 2) / 2).toString(16).padStart(2, '0');
    await chain.rpc('anvil_setCode', [refusing, `0x60${size}80600b6000396000fd${words.slice(2)}`]);
    const tab = await connected('https://fails.test');
    const nonce = await chain.rpc('eth_getTransactionCount', [address, 'latest']);
    const answer = numberOf(tab.request('eth_sendTransaction', [{ from: address, to: refusing, data: '0x12345678', value: '0x5', gas: '0x186a0' }]));
    const { id, digest, subject } = await asked(world, 'transaction', 'https://fails.test');
    expect(subject).toMatchObject({
      fails: { code: 'transaction/would-fail', reason: { code: 'message', text: 'not  open yet' } },
      preview: { changes: [{ direction: 'out', amount: 5n, party: refusing }] },
      customisable: false,
    });
    expect(await codeOf(world.now.api.approvals.approve(id, digest))).toBe('transaction/would-fail');
    // The worker is asked again after it died: the answer is no other.
    world.kill();
    expect(await codeOf(world.now.api.approvals.approve(id, digest))).toBe('transaction/would-fail');
    await world.now.api.approvals.revise(id, 'fast');
    expect((await world.now.api.approvals.get(id)).subject).toMatchObject({ fails: { code: 'transaction/would-fail' } });
    await world.now.api.approvals.reject(id);
    expect(await answer).toBe(4001);
    expect(await chain.rpc('eth_getTransactionCount', [address, 'latest'])).toBe(nonce);
  });

  it('sends what would have failed once it would not any more, and the user looked again', async () => {
    const closed = '0x00000000000000000000000000000000000F0002';
    await chain.rpc('anvil_setCode', [closed, '0x5f5ffd']);
    const answer = page.request('eth_sendTransaction', [{ from: address, to: closed, data: '0x12345678' }]);
    const { id, digest, subject } = await asked(world, 'transaction');
    expect(subject).toMatchObject({ fails: { code: 'transaction/would-fail' } });
    await chain.rpc('anvil_setCode', [closed, '0x00']);
    expect(await codeOf(world.now.api.approvals.approve(id, digest))).toBe('transaction/would-fail');
    await world.now.api.approvals.revise(id, 'normal');
    const again = await world.now.api.approvals.get(id);
    expect(again.subject).not.toHaveProperty('fails');
    expect(again.digest).not.toBe(digest);
    await world.now.api.approvals.approve(id, again.digest);
    expect(await chain.rpc('eth_getTransactionByHash', [(await answer) as string])).toMatchObject({ to: closed.toLowerCase() });
  });

  it.each([
    ['amount', 1n, 'amount/insufficient'],
    ['fee', -1n, 'fee/insufficient'],
  ])('says that there is not enough for the %s', async (what, more, code) => {
    const origin = `https://${what}.test`;
    const tab = await connected(origin);
    const have = (await chain.rpc('eth_getBalance', [address, 'latest'])) as string;
    const asking = `0x${(BigInt(have) + more).toString(16)}`;
    const answer = numberOf(tab.request('eth_sendTransaction', [{ from: address, to: address, value: asking }]));
    const { id, subject } = await asked(world, 'transaction', origin);
    expect(subject).toMatchObject({ fails: { code }, preview: { changes: [{ amount: BigInt(asking) }] } });
    await world.now.api.approvals.reject(id);
    expect(await answer).toBe(4001);
  });

  const file = '../shared/vectors/hostile-rpc-params.json';
  it.runIf(existsSync(file))(
    'meets every hostile call with the number it deserves, and with no question',
    async () => {
      const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly HostileCase[] };
      // Nobody stands at the endpoints and contracts that these name: the wallet looks before it asks, and finds nothing to ask about.
      const looks = new Set(['wallet_addEthereumChain', 'wallet_watchAsset']);
      await chain.fund(address, 100n * 10n ** 18n);
      const wrong: string[] = [];
      for (const { id, method, params, expectCode, prompt, reason } of cases) {
        const before = world.shown.opened;
        const answer = numberOf(page.request(method, mine(params, address)));
        const question = vi.waitFor(
          async () => (await world.now.api.approvals.list()).find(({ state }) => state === 'pending') ?? Promise.reject(new Error('none')),
          { timeout: 3_000 },
        );
        const got = await Promise.race([
          answer,
          question.then(
            () => 'asked',
            () => 'nothing',
          ),
        ]);
        if (got === 'asked') {
          await world.now.api.approvals.rejectAll();
          // A minute later the site may ask again; the user is still there.
          world.wait(60_000);
          await world.now.api.vault.touch();
        }
        // Consent is there already, and is not asked for twice.
        const given = method === 'wallet_requestPermissions' && prompt;
        const fine =
          looks.has(method) && prompt
            ? got === -32602
            : given
              ? String(got).startsWith('no error')
              : prompt
                ? got === 'asked'
                : (expectCode === 0 ? String(got).startsWith('no error') : got === expectCode) && world.shown.opened === before;
        if (!fine) wrong.push(`${id} (${reason}): ${JSON.stringify(got)} instead of ${prompt ? 'a question' : expectCode}`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

/** The vectors were written for another account. */
const mine = (params: Json, address: string): Json =>
  JSON.parse(JSON.stringify(params).replaceAll('0x9858EfFD232B4033E47d90003D41EC34EcaEda94', address)) as Json;
