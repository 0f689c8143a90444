import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChainContext, Intent, Speed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { contextOf, ether, ethereum, lying, person, transfer, transportTo, type Person } from './world';

const { transactions, fees, assets } = adapter;

const optimism = { ...ethereum, id: 'eip155:10', name: 'OP Mainnet', fees: 'op-stack' } as const satisfies EvmNetwork;
const oracle = '0x420000000000000000000000000000000000000F';
const l1Block = '0x4200000000000000000000000000000000000015';
const stranger = () => person().address;
const word = (value: bigint) => value.toString(16).padStart(64, '0');

/** wei per gas of layer 1. */
const l1BaseFee = 20_000_000_000n;
const baseFeeScalar = 1_014_213n;
/** Fjord: 16 gas a byte, for the 100 bytes that the smallest transaction counts as. https://specs.optimism.io/protocol/fjord/exec-engine.html */
const transferDataFee = (100n * 16n * baseFeeScalar * l1BaseFee) / 1_000_000n;

describe('on an OP Stack chain', () => {
  let chain: EvmChain;
  let context: ChainContext<typeof optimism>;
  let alice: Person;

  /** anvil takes the data fee itself but lacks the contract that tells it: this one tells a constant, and 0 for the operator's fee. */
  const tell = (fee: bigint) => chain.rpc('anvil_setCode', [oracle, `0x36602511157f${word(fee)}025f5260205ff3`]);

  beforeAll(async () => {
    chain = await startEvm({ chainId: 10 });
    context = contextOf(optimism, transportTo(chain.url)) as ChainContext<typeof optimism>;
    await chain.rpc('anvil_setStorageAt', [l1Block, '0x1', `0x${word(l1BaseFee)}`]);
    await chain.rpc('anvil_setStorageAt', [l1Block, '0x3', `0x${word(baseFeeScalar << 96n)}`]);
    await chain.mine(1);
    // This node takes the data fee of an `eth_call` too, from the address that calls when none is named; real ones do not.
    await chain.fund(`0x${'0'.repeat(40)}`, 1_000n * ether);
  });
  afterAll(() => chain?.stop());
  beforeEach(async () => {
    alice = person();
    await tell(transferDataFee);
    await chain.fund(alice.address, ether);
  });

  async function build(intent: Intent, speed: Speed = 'normal', on = context) {
    const options = await fees.quote(on, intent);
    return transactions.build(
      on,
      intent,
      options.find((option) => option.speed === speed)!,
    );
  }
  async function send(intent: Intent, speed?: Speed) {
    const draft = await build(intent, speed);
    const signed = await transactions.sign(draft, optimism, alice.signers);
    await transactions.broadcast(context, signed);
    await expect.poll(() => chain.rpc('eth_getTransactionReceipt', [signed.id]), { interval: 10, timeout: 10_000 }).not.toBeNull();
    return { draft, signed };
  }
  const balance = async (address: string) => (await assets.native(context, address)).amount;

  it('leaves nothing when all of it was sent and that is sped up, data fee and all', async () => {
    const to = stranger();
    const old = await transactions.sign(await build(transfer(optimism, alice, to, 'max')), optimism, alice.signers);
    const on = { ...context, pending: [old] };
    const draft = await build({ type: 'replace', from: alice.address, of: old.id, how: 'speed-up' }, 'normal', on);
    expect(draft.replaces).toBe(old.id);
    const [change] = transactions.preview(draft, optimism).changes;
    expect(change!.amount + draft.fee.max.amount).toBe(ether);
    expect(draft.fee.max.amount).toBeGreaterThan(transferDataFee);
    const signed = await transactions.sign(draft, optimism, alice.signers);
    await transactions.broadcast(context, signed);
    await expect.poll(() => chain.rpc('eth_getTransactionReceipt', [signed.id]), { interval: 10, timeout: 10_000 }).not.toBeNull();
    expect(await balance(to)).toBe(change!.amount);
  });

  it('shows what the chain will take for layer 1, and takes no more than it showed', async () => {
    const to = stranger();
    const { draft, signed } = await send(transfer(optimism, alice, to, ether / 2n));
    const status = await transactions.track(context, signed);
    const gasFee = 'fee' in status ? status.fee! : -1n;
    const paid = ether / 2n - (await balance(alice.address));
    expect(paid).toBe(gasFee + transferDataFee);
    expect(paid).toBe(draft.fee.likely!.amount);
    expect(paid).toBeLessThan(draft.fee.max.amount);
    expect(draft.fee.max.amount - draft.fee.likely!.amount).toBeGreaterThanOrEqual(transferDataFee / 4n);
  });

  it.each(['slow', 'normal', 'fast'] as const)('leaves of everything only what was kept aside for a dearer layer 1, %s', async (speed) => {
    const to = stranger();
    await send(transfer(optimism, alice, to, 'max'), speed);
    const left = await balance(alice.address);
    expect(left).toBe((transferDataFee * 17n + 63n) / 64n);
    expect(await balance(to)).toBeGreaterThan(0n);
  });

  it('still arrives when layer 1 has become an eighth dearer, twice', async () => {
    const draft = await build(transfer(optimism, alice, stranger(), 'max'));
    const dearer = (l1BaseFee * 81n) / 64n;
    await chain.rpc('anvil_setStorageAt', [l1Block, '0x1', `0x${word(dearer)}`]);
    try {
      const signed = await transactions.sign(draft, optimism, alice.signers);
      await transactions.broadcast(context, signed);
      await expect.poll(() => chain.rpc('eth_getTransactionReceipt', [signed.id]), { interval: 10, timeout: 10_000 }).not.toBeNull();
      expect(await balance(alice.address)).toBeLessThan(10n);
    } finally {
      await chain.rpc('anvil_setStorageAt', [l1Block, '0x1', `0x${word(l1BaseFee)}`]);
    }
  });

  it('refuses what cannot pay for its data', async () => {
    const [fee] = await fees.quote(context, transfer(optimism, alice, stranger(), 1n));
    const gasOnly = fee.max.amount - (transferDataFee + (transferDataFee * 17n + 63n) / 64n);
    const intent = transfer(optimism, alice, stranger(), ether - gasOnly);
    await expect(transactions.build(context, intent, fee)).rejects.toMatchObject({ code: 'fee/insufficient' });
  });

  it('adds the fee of the operator, and asks for it only what the gas is', async () => {
    // getOperatorFee(uint256) answers its argument; getL1Fee(bytes) answers 0.
    await chain.rpc('anvil_setCode', [oracle, '0x3660251160043502' + '5f5260205ff3']);
    const [slow] = await fees.quote(context, transfer(optimism, alice, stranger(), 1n));
    expect(slow.terms).toMatchObject({ gas: '21000', dataFee: '21000' });
  });

  it('reads what a receipt says of the data fee', async () => {
    const { signed } = await send(transfer(optimism, alice, stranger(), 1n));
    const receipt = (await chain.rpc('eth_getTransactionReceipt', [signed.id])) as Record<string, string>;
    const told = { ...context, transport: lying(context.transport, { eth_getTransactionReceipt: { ...receipt, l1Fee: '0x64' } }) };
    expect(await transactions.track(told, signed)).toMatchObject({ fee: BigInt(receipt['gasUsed']!) * BigInt(receipt['effectiveGasPrice']!) + 100n });
  });

  it('sends nothing where the oracle is missing, silent or absurd', async () => {
    const intent = transfer(optimism, alice, stranger(), 1n);
    for (const code of ['0x', '0x00', '0x60015f5260015ff3', '0x5f5ffd']) {
      await chain.rpc('anvil_setCode', [oracle, code]);
      await expect(fees.quote(context, intent)).rejects.toMatchObject({ code: 'network/bad-response' });
    }
    await tell(10n ** 19n);
    await expect(fees.quote(context, intent)).rejects.toMatchObject({ code: 'fee/too-high' });
  });

  it('does not read a draft whose data fee was changed, or of a network that takes none', async () => {
    const draft = await build(transfer(optimism, alice, stranger(), 1n));
    const terms = draft.fee.terms as Record<string, string>;
    expect(() => transactions.preview({ ...draft, fee: { ...draft.fee, terms: { ...terms, dataFee: '1' } } }, optimism)).toThrow('transaction/invalid');
    expect(() => transactions.preview(draft, { ...optimism, fees: 'eip1559' })).toThrow('transaction/invalid');
  });

  it('turns ether into the coin of a chain that has another (Mantle)', async () => {
    // tokenRatio() is the call of 4 bytes: 3000; the others as before.
    await chain.rpc('anvil_setCode', [oracle, `0x36600414610bb80236602511157f${word(transferDataFee)}02015f5260205ff3`]);
    const mantle = { ...context, network: { ...optimism, fees: 'mantle' } as const };
    const [slow] = await fees.quote(mantle, transfer(optimism, alice, stranger(), 1n));
    const inCoin = transferDataFee * 3000n;
    expect(slow.terms).toMatchObject({ dataFee: `${inCoin + (inCoin * 17n + 63n) / 64n}` });
  });
});

describe('where a tip buys nothing', () => {
  it.each(['arbitrum', 'zksync'] as const)('offers none, as %s', async (model) => {
    const chain = await startEvm({ chainId: 1 });
    try {
      const alice = person();
      await chain.fund(alice.address, ether);
      const network = { ...ethereum, fees: model };
      const context = contextOf(network, transportTo(chain.url));
      const options = await fees.quote(context, transfer(network, alice, stranger(), 1n));
      expect(options.map(({ terms }) => (terms as Record<string, string>)['maxPriorityFeePerGas'])).toEqual(['0', '0', '0']);
      const signed = await transactions.sign(await transactions.build(context, transfer(network, alice, stranger(), 1n), options[1]!), network, alice.signers);
      await transactions.broadcast(context, signed);
      await expect.poll(() => chain.rpc('eth_getTransactionReceipt', [signed.id]), { interval: 10, timeout: 10_000 }).not.toBeNull();
    } finally {
      await chain.stop();
    }
  });
});
