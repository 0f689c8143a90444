import { encodeErrorResult, parseAbi } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChainContext, Draft, Intent, Signed, Speed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { bsc, coin, contextOf, ether, ethereum, lying, person, transfer, transportTo, type Person } from './world';

const { transactions, fees, assets } = adapter;
const stranger = () => person().address;

describe.each([ethereum, bsc])('on $name', (network) => {
  let chain: EvmChain;
  let context: ChainContext<EvmNetwork>;
  let alice: Person;

  beforeAll(async () => {
    chain = await startEvm({ chainId: Number(network.id.split(':')[1]) });
    context = contextOf(network, transportTo(chain.url));
  });
  afterAll(() => chain?.stop());
  beforeEach(async () => {
    alice = person();
    await chain.fund(alice.address, 3n * ether);
  });

  async function build(intent: Intent, speed: Speed = 'normal'): Promise<Draft<string>> {
    const options = await fees.quote(context, intent);
    return transactions.build(
      context,
      intent,
      options.find((option) => option.speed === speed)!,
    );
  }
  const sign = (draft: Draft<string>) => transactions.sign(draft, network, alice.signers);
  async function send(intent: Intent, speed?: Speed): Promise<Signed> {
    const signed = await sign(await build(intent, speed));
    await arrive(signed);
    return signed;
  }
  /** anvil mines after it has answered: a busy machine needs a moment. */
  async function arrive(signed: Signed, on = context): Promise<void> {
    await transactions.broadcast(on, signed);
    await expect.poll(() => chain.rpc('eth_getTransactionReceipt', [signed.id]), { interval: 10, timeout: 10_000 }).not.toBeNull();
  }
  const balance = async (address: string) => (await assets.native(context, address)).amount;
  const call = (to: string, data: string, value = '0x0'): Intent => ({
    type: 'request',
    from: alice.address,
    method: 'eth_sendTransaction',
    params: { from: alice.address, to, value, data },
  });

  it('sends what was asked, and pays no more than the fee that was shown', async () => {
    const to = stranger();
    const draft = await build(transfer(network, alice, to, ether));
    const signed = await sign(draft);
    await arrive(signed);
    expect(await balance(to)).toBe(ether);
    const status = await transactions.track(context, signed);
    expect(status).toMatchObject({ state: 'confirmed', confirmations: 1, final: false });
    const paid = 'fee' in status ? status.fee! : -1n;
    expect(await balance(alice.address)).toBe(2n * ether - paid);
    expect(paid).toBeLessThanOrEqual(draft.fee.max.amount);
  });

  it('offers three speeds that cost no less the faster they are', async () => {
    const options = await fees.quote(context, transfer(network, alice, stranger(), ether));
    expect(options.map(({ speed }) => speed)).toEqual(['slow', 'normal', 'fast']);
    const [slow, normal, fast] = options.map(({ max }) => max.amount) as [bigint, bigint, bigint];
    expect(slow).toBeGreaterThan(0n);
    expect(slow <= normal && normal <= fast).toBe(true);
    for (const { max, likely } of options) expect(max.asset === coin(network) && (likely === undefined || likely.amount < max.amount)).toBe(true);
  });

  it.each(['slow', 'normal', 'fast'] as const)('leaves exactly 0 of everything, %s', async (speed) => {
    const to = stranger();
    const signed = await send(transfer(network, alice, to, 'max'), speed);
    expect(await balance(alice.address)).toBe(0n);
    const status = await transactions.track(context, signed);
    expect(await balance(to)).toBe(3n * ether - ('fee' in status ? status.fee! : 0n));
  });

  it('leaves exactly 0 with one gas price too', async () => {
    const legacy = { ...context, network: { ...network, fees: 'legacy' } as const };
    const intent = transfer(network, alice, stranger(), 'max');
    const [slow] = await fees.quote(legacy, intent);
    const signed = await transactions.sign(await transactions.build(legacy, intent, slow), legacy.network, alice.signers);
    expect(signed.raw.startsWith('0xf8')).toBe(true);
    await arrive(signed, legacy);
    expect(await balance(alice.address)).toBe(0n);
  });

  it('tracks a transaction until it is final', async () => {
    const signed = await send(transfer(network, alice, stranger(), 1n));
    await chain.mine(3);
    expect(await transactions.track(context, signed)).toMatchObject({ state: 'confirmed', confirmations: 4, final: true });
  });

  it('refuses what cannot be paid, and says which part cannot', async () => {
    const poor = person();
    const quote = (amount: bigint | 'max') => fees.quote(context, transfer(network, alice, stranger(), amount));
    await expect(quote(3n * ether + 1n)).rejects.toMatchObject({ code: 'amount/insufficient' });
    const [fee] = await quote(3n * ether);
    await expect(transactions.build(context, transfer(network, alice, stranger(), 3n * ether), fee)).rejects.toMatchObject({ code: 'fee/insufficient' });
    await expect(transactions.build(context, transfer(network, alice, stranger(), 0n), fee)).rejects.toMatchObject({ code: 'amount/zero' });
    await expect(transactions.build(context, transfer(network, poor, stranger(), 'max'), fee)).rejects.toMatchObject({ code: 'amount/insufficient' });
    await expect(quote(1n).then(() => fees.quote(context, transfer(network, alice, `0x${'0'.repeat(40)}`, 1n)))).rejects.toMatchObject({
      code: 'address/not-payable',
    });
  });

  it('never sends what would fail', async () => {
    const reverting = stranger();
    await chain.rpc('anvil_setCode', [reverting, '0x5f5ffd']);
    await expect(fees.quote(context, call(reverting, '0x12345678'))).rejects.toMatchObject({ code: 'transaction/would-fail' });
    await expect(fees.quote(context, transfer(network, alice, reverting, 1n))).rejects.toMatchObject({ code: 'transaction/would-fail' });
  });

  it('makes an outline of what it does not send, from which all of it can be shown', async () => {
    const reverting = stranger();
    await chain.rpc('anvil_setCode', [reverting, '0x5f5ffd']);
    const outlined = async (intent: Intent) => {
      const draft = await transactions.outline!(context, intent);
      return { draft, preview: transactions.preview(draft, network) };
    };
    const { preview } = await outlined(call(reverting, '0x12345678', `0x${(5n * ether).toString(16)}`));
    expect(preview.changes).toEqual([{ direction: 'out', asset: coin(network), amount: 5n * ether, party: reverting }]);
    expect(preview.details).toContainEqual({ label: 'method', value: { kind: 'text', text: '0x12345678' } });
    const gas = (of: typeof preview) => of.details.find(({ label }) => label === 'gas-limit')?.value;
    // 21 000, four bytes of data at 16 gas each, and a round number.
    expect(gas(preview)).toEqual({ kind: 'text', text: '521064' });
    const named = { ...call(reverting, '0x12345678'), params: { from: alice.address, to: reverting, data: '0x12345678', gas: '0x186a0' } } as Intent;
    const { draft, preview: withGas } = await outlined(named);
    expect(gas(withGas)).toEqual({ kind: 'text', text: '100000' });
    expect(draft.fee.max.amount).toBeGreaterThan(0n);
    expect(draft.fee.max.amount % 100_000n).toBe(0n);
  });

  it('says what the contract says of it', async () => {
    const refusing = stranger();
    const words = encodeErrorResult({ abi: parseAbi(['error Error(string)']), args: ['ERC20: transfer amount exceeds balance'] });
    // Copies what stands behind it (11 bytes on) and reverts with that.
    const size = ((words.length - 2) / 2).toString(16).padStart(2, '0');
    await chain.rpc('anvil_setCode', [refusing, `0x60${size}80600b6000396000fd${words.slice(2)}`]);
    await expect(fees.quote(context, call(refusing, '0x12345678'))).rejects.toMatchObject({
      code: 'transaction/would-fail',
      reason: { code: 'balance', text: 'ERC20: transfer amount exceeds balance' },
    });
  });

  it('notices that a call began to fail after it was quoted', async () => {
    const contract = stranger();
    await chain.rpc('anvil_setCode', [contract, '0x00']);
    const intent = call(contract, '0x12345678');
    const [fee] = await fees.quote(context, intent);
    await chain.rpc('anvil_setCode', [contract, '0x5f5ffd']);
    await expect(transactions.build(context, intent, fee)).rejects.toMatchObject({ code: 'transaction/would-fail' });
  });

  it('gives a contract that is paid the gas it needs', async () => {
    const greedy = stranger();
    await chain.rpc('anvil_setCode', [greedy, '0x60015f5500']);
    await send(transfer(network, alice, greedy, ether));
    expect(await balance(greedy)).toBe(ether);
    expect(BigInt((await chain.rpc('eth_getStorageAt', [greedy, '0x0', 'latest'])) as string)).toBe(1n);
  });

  it('counts what waits in the pool into the nonce, and into what can be spent', async () => {
    await chain.rpc('evm_setAutomine', [false]);
    try {
      const first = await sign(await build(transfer(network, alice, stranger(), ether)));
      await transactions.broadcast(context, first);
      expect(await transactions.track(context, first)).toEqual({ state: 'pending' });
      const second = await build(transfer(network, alice, stranger(), 'max'));
      const [preview] = [transactions.preview(second, network)];
      expect(preview.details).toContainEqual({ label: 'nonce', value: { kind: 'text', text: '1' } });
      expect(preview.changes[0]!.amount).toBeLessThan(2n * ether);
    } finally {
      await chain.rpc('evm_setAutomine', [true]);
      await chain.mine(1);
    }
  });

  it('calls a transaction replaced once another one has its nonce', async () => {
    const one = await sign(await build(transfer(network, alice, stranger(), 1n)));
    const { id } = await send(transfer(network, alice, stranger(), 2n));
    expect(await transactions.track(context, one)).toEqual({ state: 'replaced', by: id, final: false });
    await chain.mine(3);
    expect(await transactions.track(context, one)).toEqual({ state: 'replaced', by: id, final: true });
    await expect(transactions.broadcast(context, one)).rejects.toMatchObject({ code: 'transaction/rejected' });
  });

  it('takes "already known", and "already mined", for success', async () => {
    await chain.rpc('evm_setAutomine', [false]);
    const signed = await sign(await build(transfer(network, alice, stranger(), 1n)));
    await transactions.broadcast(context, signed);
    await expect(transactions.broadcast(context, signed)).resolves.toBeUndefined();
    await chain.rpc('evm_setAutomine', [true]);
    await chain.mine(1);
    await expect(transactions.broadcast(context, signed)).resolves.toBeUndefined();
  });

  it('reports a transaction that was mined and failed, with what it cost', async () => {
    const contract = stranger();
    await chain.rpc('anvil_setCode', [contract, '0x00']);
    const signed = await sign(await build(call(contract, '0x12345678')));
    await chain.rpc('anvil_setCode', [contract, '0x5f5ffd']);
    await arrive(signed);
    const status = await transactions.track(context, signed);
    expect(status).toMatchObject({ state: 'failed' });
    expect('fee' in status && status.fee! > 0n).toBe(true);
  });

  it('respects the gas and the price that a page names', async () => {
    const params = {
      from: alice.address,
      to: stranger(),
      value: '0x1',
      data: '0x',
      gas: '0x7530',
      maxFeePerGas: '0x12a05f200',
      maxPriorityFeePerGas: '0x3b9aca00',
      nonce: '0x0',
    };
    const draft = await build({ type: 'request', from: alice.address, method: 'eth_sendTransaction', params });
    expect(draft.fee.max.amount).toBe(30_000n * 5_000_000_000n);
    expect(draft.fee.terms).toEqual({ gas: '30000', maxFeePerGas: '5000000000', maxPriorityFeePerGas: '1000000000' });
    await arrive(await sign(draft));
  });

  it('does not believe a node that lies about prices, gas, nonces or receipts', async () => {
    const intent = transfer(network, alice, stranger(), ether);
    const [fee] = await fees.quote(context, intent);
    const signed = await sign(await build(intent));
    const liar = (lies: Parameters<typeof lying>[1]) => ({ ...context, transport: lying(context.transport, lies) });
    const absurd = '0xde0b6b3a7640000';
    await expect(fees.quote(liar({ eth_feeHistory: {}, eth_gasPrice: absurd }), intent)).rejects.toMatchObject({ code: 'fee/too-high' });
    await expect(fees.quote(liar({ eth_feeHistory: { baseFeePerGas: [absurd], reward: [['0x1', '0x1', '0x1']] } }), intent)).rejects.toMatchObject({
      code: 'fee/too-high',
    });
    await expect(fees.quote(liar({ eth_feeHistory: { baseFeePerGas: Array.from({ length: 100_000 }, () => '0x1') } }), intent)).resolves.toHaveLength(3);
    for (const gas of ['0x0', '0xffffffffffffffff', '7', null])
      await expect(fees.quote(liar({ eth_estimateGas: gas }), intent)).rejects.toMatchObject({ code: 'network/bad-response' });
    for (const nonce of ['7', '0xfffffffffffffffff', {}])
      await expect(transactions.build(liar({ eth_getTransactionCount: nonce }), intent, fee)).rejects.toMatchObject({ code: 'network/bad-response' });
    await expect(transactions.build(liar({ eth_getTransactionCount: '0xffffffff' }), intent, fee)).rejects.toMatchObject({ code: 'network/bad-response' });
    const gap = (params: unknown) => ((params as string[])[1] === 'pending' ? '0xffffffff' : '0x0');
    await expect(transactions.build(liar({ eth_getTransactionCount: gap }), intent, fee)).rejects.toMatchObject({ code: 'network/bad-response' });
    for (const wei of [{}, `0x${'f'.repeat(65)}`, '1', null])
      await expect(assets.native(liar({ eth_getBalance: wei }), alice.address)).rejects.toMatchObject({ code: 'network/bad-response' });
    const receipt = { transactionHash: `0x${'0'.repeat(64)}`, status: '0x1', blockNumber: '0x1', gasUsed: '0x1', effectiveGasPrice: '0x1' };
    for (const lie of [receipt, { ...receipt, transactionHash: signed.id, status: '0x2' }, []])
      expect(await transactions.track(liar({ eth_getTransactionReceipt: lie }), signed)).toEqual({ state: 'pending' });
  });

  it('knows an endpoint by its chain', async () => {
    await chain.mine(1);
    expect(await adapter.endpoints.probe(context)).toEqual({ chain: network.id, height: Number(await chain.rpc('eth_blockNumber')) });
    const liar = { ...context, transport: lying(context.transport, { eth_chainId: null }) };
    await expect(adapter.endpoints.probe(liar)).rejects.toMatchObject({ code: 'network/bad-response' });
  });
});

describe('between two chains', () => {
  it('cannot be replayed: what was signed for one is never in a block of the other', async () => {
    const [one, other] = await Promise.all([startEvm({ chainId: 1 }), startEvm({ chainId: 56 })]);
    try {
      const alice = person();
      await Promise.all([one.fund(alice.address, ether), other.fund(alice.address, ether)]);
      const context = contextOf(ethereum, transportTo(one.url));
      const intent = transfer(ethereum, alice, stranger(), 1n);
      const [fee] = await fees.quote(context, intent);
      for (const network of [ethereum, { ...ethereum, fees: 'legacy' } as const]) {
        const signed = await transactions.sign(await transactions.build({ ...context, network }, intent, fee), network, alice.signers);
        await expect(transactions.broadcast(contextOf(bsc, transportTo(other.url)), signed)).rejects.toMatchObject({ code: 'transaction/invalid' });
        // Somebody else brings it there: a node may take it into its pool, but no block can hold it.
        await other.rpc('eth_sendRawTransaction', [signed.raw]).catch(() => {});
        await other.mine(2);
        expect(await other.rpc('eth_getTransactionReceipt', [signed.id])).toBeNull();
        expect(await other.rpc('eth_getTransactionCount', [alice.address, 'latest'])).toBe('0x0');
      }
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
  });
});
