import { getAddress } from 'ethers/address';
import { Transaction } from 'ethers/transaction';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChainContext, Control, Draft, Intent, Signed, Transport } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { noncesOf } from '../../../src/chains/evm/ledger';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { NodeError } from '../../../src/core/errors';
import type { AssetId } from '../../../src/core/caip';
import type { Json } from '../../../src/core/json';
import { deploy } from '../../contracts/deploy';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { delegate } from './delegations';
import { contextOf, ether, ethereum, lying, person, transfer, transportTo, type Person } from './world';

const { transactions, fees } = adapter;
const usdc: AssetId = 'eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';

describe('an account on a chain with set-code transactions', () => {
  let chain: EvmChain;
  let alice: Person;
  let context: ChainContext<EvmNetwork>;

  /** A contract that takes no coins: what is sent to an account that delegates to it reverts. */
  let to: string;

  beforeAll(async () => {
    chain = await startEvm({ chainId: 1 });
    context = contextOf(ethereum, transportTo(chain.url));
    to = getAddress(await deploy(chain, 'Multicall'));
  });
  afterAll(() => chain?.stop());
  beforeEach(async () => {
    alice = person();
    await chain.fund(alice.address, ether);
  });

  const control = async (assets: readonly AssetId[] = [usdc], on = context): Promise<Control | undefined> =>
    (await adapter.tokens!.balances(on, alice.address, assets)).control;
  const code = () => chain.rpc('eth_getCode', [alice.address, 'latest']);
  const undelegate = (): Intent => ({ type: 'undelegate', from: alice.address });
  const build = async (intent: Intent, pending: readonly Signed[] = []): Promise<Draft<string>> => {
    const on = { ...context, pending };
    const offered = await fees.quote(on, intent);
    return transactions.build(on, intent, offered.find(({ speed }) => speed === 'normal') ?? offered[0]);
  };
  const sign = (draft: Draft<string>) => transactions.sign(draft, ethereum, alice.signers);
  const nonceOf = (draft: Draft<string>) => Transaction.from(draft.payload).nonce;
  const codeOfError = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'no error',
      (error: { code: string }) => error.code,
    );

  it('is its key’s alone at first', async () => {
    expect(await control()).toEqual({ kind: 'key' });
    expect(await control([])).toEqual({ kind: 'key' });
    expect(await codeOfError(fees.quote(context, undelegate()))).toBe('delegation/absent');
  });

  it.each([
    ['for this chain', undefined],
    ['for every chain', 0n],
  ])('that delegated %s is found out, released by a transaction of its own, and its key’s alone again', async (_, chainId) => {
    await delegate(chain.url, alice.privateKey, to, chainId);
    expect(await control()).toEqual({ kind: 'delegate', to });
    expect(await control([])).toEqual({ kind: 'delegate', to });

    const draft = await build(undelegate());
    expect(transactions.preview(draft, ethereum)).toEqual({
      title: 'undelegate',
      changes: [],
      details: [
        { label: 'delegate', value: { kind: 'none' } },
        { label: 'delegation-nonce', value: { kind: 'text', text: '3' } },
        { label: 'gas-limit', value: { kind: 'text', text: '46000' } },
        { label: 'nonce', value: { kind: 'text', text: '2' } },
      ],
      warnings: [],
    });
    const signed = await sign(draft);
    await transactions.broadcast(context, signed);
    await chain.mine(1);
    expect(await transactions.track(context, signed)).toMatchObject({ state: 'confirmed' });
    expect(await code()).toBe('0x');
    expect(await control()).toEqual({ kind: 'key' });
    // The transaction's own nonce, and that of the authorisation.
    expect((await noncesOf(context, alice.address)).mined).toBe(4n);
    expect(nonceOf(await build(transfer(ethereum, alice, person().address, 1n)))).toBe(4);
  });

  it('is released once: the same bytes do nothing to a later delegation', async () => {
    await delegate(chain.url, alice.privateKey, to);
    const signed = await sign(await build(undelegate()));
    await transactions.broadcast(context, signed);
    await chain.mine(1);
    await delegate(chain.url, alice.privateKey, to);
    expect(await codeOfError(transactions.broadcast(context, signed))).toBe('no error');
    expect(await control()).toEqual({ kind: 'delegate', to });
  });

  it('is told apart from a contract at its address', async () => {
    await chain.rpc('anvil_setCode', [alice.address, await chain.rpc('eth_getCode', [to, 'latest'])]);
    expect(await control()).toEqual({ kind: 'contract' });
    expect(await control([])).toEqual({ kind: 'contract' });
    expect(await codeOfError(fees.quote(context, undelegate()))).toBe('delegation/absent');
  });

  it('has a delegate named where a public list knows it', async () => {
    await chain.rpc('anvil_setCode', [alice.address, '0xef010063c0c19a282a1b52b07dd5a65b58948a07dae32b']);
    expect(await control()).toEqual({ kind: 'delegate', to: '0x63c0c19a282a1B52b07dD5a65b58948A07DAE32B', name: 'MetaMask Stateless DeleGator' });
  });

  it('is known with 200 tokens in one request, and without any in two', async () => {
    const many = Array.from({ length: 200 }, (_, index): AssetId => `eip155:1/erc20:0x${(index + 1000).toString(16).padStart(40, '0')}`);
    await delegate(chain.url, alice.privateKey, to);
    for (const [assets, most] of [
      [many, 1],
      [[], 2],
    ] as const) {
      const { transport, methods } = counted(context.transport);
      expect(await control(assets, { ...context, transport })).toMatchObject({ kind: 'delegate' });
      expect(methods.length).toBe(most);
    }
  });

  it('is known also where the node runs no program, and is not asked about where no account can delegate', async () => {
    const usual = '0xcA11bde05977b3631167028862bE2a173976CA11';
    await chain.rpc('anvil_setCode', [usual, await chain.rpc('eth_getCode', [to, 'latest'])]);
    const refusing: Transport = {
      ...context.transport,
      request: (method, params) =>
        method === 'eth_call' && (params as readonly { readonly to?: string }[])[0]?.to === undefined
          ? Promise.reject(new NodeError(-32000, 'to is required'))
          : context.transport.request(method, params),
    };
    await delegate(chain.url, alice.privateKey, to);
    const { transport, methods } = counted(refusing);
    const on = { ...context, transport };
    expect(await control([usdc], on)).toEqual({ kind: 'delegate', to });
    methods.length = 0;
    expect(await control([usdc], on)).toEqual({ kind: 'delegate', to });
    expect(methods.sort()).toEqual(['eth_call', 'eth_getCode']);
    methods.length = 0;
    expect(await control([usdc], { ...on, network: { ...ethereum, fees: 'zksync' } })).toBeUndefined();
    expect(methods).toEqual(['eth_call']);
    await chain.rpc('anvil_setCode', [usual, '0x']);
  });

  it.each<[string, Json]>([
    ['nothing', null],
    ['a number', 23],
    ['half a byte', '0xef0'],
    ['no hex', `0xef0100${'zz'.repeat(20)}`],
    ['nobody', `0xef0100${'00'.repeat(20)}`],
    ['a list', [`0xef0100${'11'.repeat(20)}`]],
  ])('is not called anything on the word of a node that answers %s', async (_, answer) => {
    const on = { ...context, transport: lying(context.transport, { eth_getCode: answer }) };
    expect(await control([], on)).toBeUndefined();
    expect(await codeOfError(fees.quote(on, undelegate()))).toBe('network/bad-response');
  });

  it('shows its balance also where the node says nothing of code', async () => {
    const silent: Transport = {
      ...context.transport,
      request: (method, params) => (method === 'eth_getCode' ? Promise.reject(new NodeError(-32601, 'no')) : context.transport.request(method, params)),
    };
    expect(await adapter.tokens!.balances({ ...context, transport: silent }, alice.address, [])).toEqual({ native: { amount: ether }, amounts: new Map() });
  });

  it('without a coin is told that the fee cannot be paid', async () => {
    await delegate(chain.url, alice.privateKey, to);
    await chain.rpc('anvil_setBalance', [alice.address, '0x0']);
    expect(await codeOfError(build(undelegate()))).toBe('fee/insufficient');
  });

  describe('that waits for its release', () => {
    let release: Draft<string>;
    let signed: Signed;

    beforeEach(async () => {
      await delegate(chain.url, alice.privateKey, to);
      await chain.rpc('evm_setAutomine', [false]);
      release = await build(undelegate());
      signed = await sign(release);
    });
    const mined = async (...sent: readonly Signed[]) => {
      await chain.rpc('evm_setAutomine', [true]);
      await chain.mine(1);
      return Promise.all(sent.map(async (each) => (await transactions.track({ ...context, pending: sent }, each)).state));
    };

    it('sends under the number after next, and knows a draft that would take one of the two', async () => {
      const pay = transfer(ethereum, alice, person().address, 1n);
      const early = await build(pay);
      expect(transactions.conflicts!(early, [signed])).toBe(true);
      const next = await build(pay, [signed]);
      expect([nonceOf(release), nonceOf(next)]).toEqual([2, 4]);
      expect(transactions.conflicts!(next, [signed])).toBe(false);
      const middle = { ...next, payload: withNonce(next.payload, 3) };
      expect(transactions.conflicts!(middle, [signed])).toBe(true);
      const later = await sign(next);
      // And the other way about: it is not signed into the way of what waits.
      expect(nonceOf(await build(undelegate(), [signed, later]))).toBe(5);
      await transactions.broadcast(context, signed);
      await transactions.broadcast(context, later);
      expect(await transactions.track({ ...context, pending: [signed, later] }, later)).toEqual({ state: 'pending', waiting: 'earlier' });
      expect(await mined(signed)).toEqual(['confirmed']);
      expect(await code()).toBe('0x');
      // Anvil's pool does not see by itself that an authorisation used up the number between: as the outbox does, send it again.
      await chain.rpc('anvil_dropAllTransactions');
      await transactions.broadcast(context, later);
      expect(await mined(later)).toEqual(['confirmed']);
    });

    it('needs two numbers in a row', async () => {
      const gapped = await sign({
        ...(await build(transfer(ethereum, alice, person().address, 1n))),
        payload: withNonce((await build(transfer(ethereum, alice, person().address, 1n))).payload, 3),
      });
      expect(nonceOf(await build(undelegate(), [gapped]))).toBe(4);
      expect(transactions.conflicts!(release, [gapped])).toBe(true);
      await mined();
    });

    it('is sped up: the same release, signed anew', async () => {
      await transactions.broadcast(context, signed);
      const faster = await build({ type: 'replace', from: alice.address, of: signed.id, how: 'speed-up' }, [signed]);
      expect(faster.replaces).toBe(signed.id);
      expect(transactions.conflicts!(faster, [signed])).toBe(false);
      expect(transactions.preview(faster, ethereum)).toMatchObject({ title: 'undelegate', warnings: [] });
      const second = await sign(faster);
      await transactions.broadcast(context, second);
      expect(await mined(signed, second)).toEqual(['replaced', 'confirmed']);
      expect(await code()).toBe('0x');
    });

    it('is called off, and then the number of the authorisation is free again', async () => {
      await transactions.broadcast(context, signed);
      const cancel = await build({ type: 'replace', from: alice.address, of: signed.id, how: 'cancel' }, [signed]);
      expect(transactions.preview(cancel, ethereum)).toMatchObject({ title: 'cancel' });
      const second = await sign(cancel);
      expect(nonceOf(await build(transfer(ethereum, alice, person().address, 1n), [signed, second]))).toBe(3);
      await transactions.broadcast(context, second);
      expect(await mined(signed, second)).toEqual(['replaced', 'confirmed']);
      expect(await code()).not.toBe('0x');
    });
  });

  it.each(['in-flight transaction limit reached for delegated accounts', 'gapped-nonce tx from delegated accounts', 'authority already reserved'])(
    'waits where a pool says: %s',
    async (message) => {
      const signed = await sign(await build(transfer(ethereum, alice, person().address, 1n)));
      const transport: Transport = { ...context.transport, request: () => Promise.reject(new NodeError(-32000, message)) };
      expect(await codeOfError(transactions.broadcast({ ...context, transport }, signed))).toBe('network/bad-response');
    },
  );
});

function withNonce(payload: string, nonce: number): string {
  const transaction = Transaction.from(payload);
  transaction.nonce = nonce;
  return transaction.unsignedSerialized;
}

function counted(inner: Transport) {
  const methods: string[] = [];
  const transport: Transport = {
    ...inner,
    request: (method, params) => {
      methods.push(method);
      return inner.request(method, params);
    },
  };
  return { transport, methods };
}
