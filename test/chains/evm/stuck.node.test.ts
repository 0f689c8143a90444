import { Transaction } from 'ethers/transaction';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChainContext, Draft, FeeChoice, FeeOption, FeeValues, Intent, Signed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { startEvm, type EvmChain } from '../../devnet/evm';
import { bsc, contextOf, ether, ethereum, lying, person, transfer, transportTo, type Person } from './world';

const { transactions, fees } = adapter;
const stranger = () => person().address;
const legacy: EvmNetwork = { ...ethereum, fees: 'legacy' };

describe.each([
  ['Ethereum', ethereum],
  ['BSC', bsc],
  ['a chain of one price', legacy],
])('what waits on %s', (_name, network) => {
  let chain: EvmChain;
  let alice: Person;
  /** As the wallet's outbox. */
  let pending: Signed[];
  let base: ChainContext<EvmNetwork>;
  const now = (): ChainContext<EvmNetwork> => ({ ...base, pending: [...pending] });

  beforeAll(async () => {
    chain = await startEvm({ chainId: Number(network.id.split(':')[1]) });
    base = contextOf(network, transportTo(chain.url));
  });
  afterAll(() => chain?.stop());
  beforeEach(async () => {
    alice = person();
    pending = [];
    await chain.fund(alice.address, 3n * ether);
    await chain.rpc('evm_setAutomine', [false]);
  });
  afterEach(async () => {
    await chain.rpc('anvil_dropAllTransactions');
    await chain.rpc('evm_setAutomine', [true]);
  });

  async function feeFor(intent: Intent, choice: FeeChoice, on = now()): Promise<FeeOption> {
    const offered = await fees.quote(on, intent);
    const normal = offered.find(({ speed }) => speed === 'normal')!;
    return typeof choice === 'string' ? (offered.find(({ speed }) => speed === choice) ?? normal) : fees.custom!.apply(on, intent, normal, choice);
  }
  const build = async (intent: Intent, choice: FeeChoice = 'normal', on = now()) => transactions.build(on, intent, await feeFor(intent, choice, on));
  async function sign(draft: Draft<string>): Promise<Signed> {
    const signed = await transactions.sign(draft, network, alice.signers);
    pending.push(signed);
    return signed;
  }
  async function send(intent: Intent, choice?: FeeChoice): Promise<Signed> {
    const signed = await sign(await build(intent, choice));
    await transactions.broadcast(now(), signed);
    return signed;
  }
  const pay = (amount = 1n) => transfer(network, alice, stranger(), amount);
  const instead = (of: Signed, how: 'speed-up' | 'cancel'): Intent => ({ type: 'replace', from: alice.address, of: of.id, how });
  const nonceOf = (draft: Draft<string>) => {
    const value = transactions.preview(draft, network).details.find(({ label }) => label === 'nonce')?.value;
    return value?.kind === 'text' ? Number(value.text) : -1;
  };
  const track = (signed: Signed) => transactions.track(now(), signed);
  const priceFields = ['max-fee', 'priority-fee', 'gas-price'];

  it('has ten nonces after ten sends in a row, whatever the node counts of them', async () => {
    const nonces: number[] = [];
    for (let i = 0; i < 10; i++) {
      // A pool that lags says what it said at first; some nodes have no pending state at all.
      const lies =
        i < 5 ? { eth_getTransactionCount: '0x0' } : { eth_getTransactionCount: (params: unknown) => ((params as string[])[1] === 'latest' ? '0x0' : '') };
      const on = { ...now(), transport: lying(base.transport, lies) };
      const draft = await build(pay(), 'normal', on);
      nonces.push(nonceOf(draft));
      await transactions.broadcast(now(), await sign(draft));
    }
    expect(nonces).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await chain.mine(1);
    for (const signed of pending) expect(await track(signed)).toMatchObject({ state: 'confirmed' });
  });

  it('leaves alone what another wallet with the same key has in the pool', async () => {
    await send(pay());
    await send(pay());
    pending = [];
    expect(nonceOf(await build(pay()))).toBe(2);
  });

  it('is told of a gap, which the next send fills', async () => {
    const late = await send(pay(), { nonce: 2n });
    expect(await track(late)).toEqual({ state: 'pending', waiting: 'gap' });
    const first = await build(pay());
    expect(nonceOf(first)).toBe(0);
    await transactions.broadcast(now(), await sign(first));
    const second = await build(pay());
    expect(nonceOf(second)).toBe(1);
    await transactions.broadcast(now(), await sign(second));
    expect(await track(late)).toEqual({ state: 'pending', waiting: 'earlier' });
    await chain.mine(1);
    expect(await track(late)).toMatchObject({ state: 'confirmed' });
  });

  it('is not counted as there to be spent', async () => {
    expect(await adapter.assets.native(now(), alice.address)).toEqual({ amount: 3n * ether });
    const draft = await build(pay(ether));
    await transactions.broadcast(now(), await sign(draft));
    const spendable = 2n * ether - draft.fee.max.amount;
    expect(await adapter.assets.native(now(), alice.address)).toEqual({ amount: 3n * ether, spendable });
    expect((await adapter.tokens!.balances(now(), alice.address, [])).native).toEqual({ amount: 3n * ether, spendable });
    await chain.mine(1);
    expect(await adapter.assets.native(now(), alice.address)).not.toHaveProperty('spendable');
  });

  it('cannot be spent twice', async () => {
    const blind = { ...base, transport: lying(base.transport, { eth_getBalance: wei(3n * ether) }) };
    const signed = await transactions.sign(await build(pay(2n * ether), 'normal', blind), network, alice.signers);
    const on = { ...blind, pending: [signed] };
    await expect(fees.quote(on, pay(ether))).rejects.toMatchObject({ code: 'amount/insufficient' });
    const most = await build(transfer(network, alice, stranger(), 'max'), 'normal', on);
    const [change] = transactions.preview(most, network).changes;
    expect(change!.amount + most.fee.max.amount).toBeLessThan(ether);
  });

  it('is sped up: both prices a tenth higher at least, never below the market, and the same payment', async () => {
    const to = stranger();
    const old = await send(transfer(network, alice, to, ether));
    const draft = await build(instead(old, 'speed-up'));
    expect(draft.replaces).toBe(old.id);
    expect(nonceOf(draft)).toBe(0);
    expect(transactions.preview(draft, network)).toMatchObject({ title: 'send', changes: [{ direction: 'out', amount: ether, party: to }] });
    for (const [before, after] of pricesOf(old.raw).map((price, index) => [price, pricesOf(draft.payload)[index]!] as const))
      expect(after).toBeGreaterThanOrEqual((before * 110n + 99n) / 100n);
    const next = await sign(draft);
    await transactions.broadcast(now(), next);
    await chain.mine(1);
    expect(await track(next)).toMatchObject({ state: 'confirmed' });
    expect(await track(old)).toEqual({ state: 'replaced', by: next.id, final: false });
    await chain.mine(3);
    expect(await track(old)).toEqual({ state: 'replaced', by: next.id, final: true });
  });

  it('asks no less than the market where that is more than a tenth higher', async () => {
    const cheap = await sign(await build(pay(), network === legacy ? { 'gas-price': 2n } : { 'max-fee': 2n, 'priority-fee': 1n }));
    const [market] = await fees.quote(now(), pay());
    const [slow] = await fees.quote(now(), instead(cheap, 'cancel'));
    expect(slow.max.amount).toBeGreaterThanOrEqual(market.max.amount);
  });

  it('is cancelled by nothing to oneself under the same nonce', async () => {
    const to = stranger();
    const old = await send(transfer(network, alice, to, ether));
    const draft = await build(instead(old, 'cancel'));
    const preview = transactions.preview(draft, network);
    expect(preview).toMatchObject({ title: 'cancel', changes: [] });
    expect(preview.details).toContainEqual({ label: 'gas-limit', value: { kind: 'text', text: '21000' } });
    const cancel = await sign(draft);
    await transactions.broadcast(now(), cancel);
    await chain.mine(1);
    expect(await track(cancel)).toMatchObject({ state: 'confirmed' });
    expect(await track(old)).toMatchObject({ state: 'replaced', by: cancel.id });
    expect(await adapter.assets.native(base, to)).toEqual({ amount: 0n });
  });

  it('can be cancelled when it took everything', async () => {
    const old = await send(transfer(network, alice, stranger(), 'max'));
    const cancel = await sign(await build(instead(old, 'cancel')));
    await transactions.broadcast(now(), cancel);
    await chain.mine(1);
    expect(await track(cancel)).toMatchObject({ state: 'confirmed' });
  });

  it('is sped up when it took everything: the recipient gets what the higher fee leaves, and nothing stays', async () => {
    const to = stranger();
    const old = await send(transfer(network, alice, to, 'max'));
    const draft = await build(instead(old, 'speed-up'), 'fast');
    const [change] = transactions.preview(draft, network).changes;
    expect(change).toMatchObject({ direction: 'out', party: to });
    expect(change!.amount).toBe(3n * ether - draft.fee.max.amount);
    expect(change!.amount).toBeLessThan(Transaction.from(old.raw).value);
    // Once more: what took its place is as much everything as it was.
    const second = await sign(draft);
    await transactions.broadcast(now(), second);
    const third = await sign(await build(instead(second, 'speed-up')));
    await transactions.broadcast(now(), third);
    await chain.mine(1);
    expect(await track(third)).toMatchObject({ state: 'confirmed' });
    expect(await adapter.assets.native(base, alice.address)).toEqual({ amount: 0n });
  });

  it('that took everything sends no more when sped up, though more has come', async () => {
    const to = stranger();
    const old = await send(transfer(network, alice, to, 'max'));
    await chain.fund(alice.address, 9n * ether);
    const draft = await build(instead(old, 'speed-up'));
    expect(transactions.preview(draft, network).changes).toMatchObject([{ amount: Transaction.from(old.raw).value, party: to }]);
    await transactions.broadcast(now(), await sign(draft));
  });

  it('is not sped up with less than was asked, where not everything was asked', async () => {
    const { fee } = await build(pay(ether));
    const old = await send(pay(3n * ether - fee.max.amount));
    await expect(build(instead(old, 'speed-up'))).rejects.toMatchObject({ code: 'fee/insufficient' });
  });

  it('may win all the same', async () => {
    const old = await send(pay());
    const cancel = await sign(await build(instead(old, 'cancel')));
    await chain.mine(1);
    await expect(transactions.broadcast(now(), cancel)).rejects.toMatchObject({ code: 'transaction/rejected' });
    expect(await track(old)).toMatchObject({ state: 'confirmed' });
    expect(await track(cancel)).toEqual({ state: 'replaced', by: old.id, final: false });
    await expect(build(instead(old, 'cancel'))).rejects.toMatchObject({ code: 'transaction/settled' });
    await expect(build(instead({ ...old, id: `0x${'1'.repeat(64)}` }, 'cancel'))).rejects.toMatchObject({ code: 'transaction/settled' });
  });

  it('is known to be replaced by what another wallet sent', async () => {
    const mine = await sign(await build(pay()));
    const theirs = await transactions.sign(await build(pay(2n), 'normal', base), network, alice.signers);
    await transactions.broadcast(base, theirs);
    await chain.mine(1);
    await chain.mine(1);
    expect(await track(mine)).toEqual({ state: 'replaced', by: theirs.id, final: false });
    await chain.mine(3);
    expect(await track(mine)).toEqual({ state: 'replaced', by: theirs.id, final: true });
    // A node without the old states can say no more than that it will never be.
    const forgetful = {
      ...now(),
      transport: lying(base.transport, { eth_getBlockByNumber: (params) => ((params as unknown[])[1] === true ? null : { number: '0xffffff' }) }),
    };
    expect(await transactions.track(forgetful, mine)).toEqual({ state: 'dropped' });
  });

  it('is pending again when its block is undone, and is sent again', async () => {
    const snapshot = await chain.rpc('evm_snapshot');
    const signed = await send(pay());
    await chain.mine(1);
    expect(await track(signed)).toMatchObject({ state: 'confirmed', final: false });
    await chain.rpc('evm_revert', [snapshot]);
    expect(await track(signed)).toEqual({ state: 'pending' });
    await transactions.broadcast(now(), signed);
    await chain.mine(1);
    expect(await track(signed)).toMatchObject({ state: 'confirmed' });
  });

  it('is pending when the pool dropped it, and is sent again', async () => {
    const signed = await send(pay());
    await chain.rpc('anvil_dropTransaction', [signed.id]);
    expect(await track(signed)).toEqual({ state: 'pending' });
    await transactions.broadcast(now(), signed);
    await chain.mine(1);
    expect(await track(signed)).toMatchObject({ state: 'confirmed' });
  });

  it('can be helped only where it is the lowest, and only the newest of those', async () => {
    const one = await send(pay());
    const two = await send(pay());
    expect(transactions.replacements!(one, pending)).toEqual({ how: ['speed-up', 'cancel'] });
    expect(transactions.replacements!(two, pending)).toEqual({ how: [], first: one.id });
    const faster = await sign(await build(instead(one, 'speed-up')));
    expect(transactions.replacements!(one, pending)).toEqual({ how: [], first: faster.id });
    expect(transactions.replacements!(faster, pending)).toEqual({ how: ['speed-up', 'cancel'] });
  });

  it('makes a draft that was built before out of date', async () => {
    const draft = await build(pay());
    expect(transactions.conflicts!(draft, pending)).toBe(false);
    const first = await send(pay());
    expect(transactions.conflicts!(draft, pending)).toBe(true);
    const cancel = await build(instead(first, 'cancel'));
    expect(transactions.conflicts!(cancel, pending)).toBe(false);
    await send(instead(first, 'speed-up'));
    expect(transactions.conflicts!(cancel, pending)).toBe(true);
  });

  describe('a fee of one’s own', () => {
    const fieldsFor = async (intent: Intent, on = now()) => fees.custom!.fields(on, intent, await feeFor(intent, 'normal', on));

    it('is described by what stands there and what would follow', async () => {
      const fields = await fieldsFor(pay());
      expect(fields.map(({ name }) => name)).toEqual([...(network === legacy ? ['gas-price'] : ['max-fee', 'priority-fee']), 'gas-limit', 'nonce']);
      for (const { min, low = min, value, high = value, max } of fields) expect(min <= low && low <= value && value <= high && high <= max).toBe(true);
      for (const { name, unit, decimals } of fields) expect([unit, decimals]).toEqual(priceFields.includes(name) ? ['gwei', 9] : [undefined, 0]);
    });

    it('is what is signed', async () => {
      const gwei = 10n ** 9n;
      const values = {
        ...(network === legacy ? { 'gas-price': 30n * gwei } : { 'max-fee': 30n * gwei, 'priority-fee': 2n * gwei }),
        'gas-limit': 40_000n,
        nonce: 0n,
      };
      const draft = await build(pay(), values);
      expect(draft.fee).toMatchObject({ speed: 'custom', custom: values, max: { amount: 40_000n * 30n * gwei } });
      expect(pricesOf(draft.payload)).toEqual(network === legacy ? [30n * gwei] : [30n * gwei, 2n * gwei]);
      const signed = await sign(draft);
      await transactions.broadcast(now(), signed);
      await chain.mine(1);
      expect(await track(signed)).toMatchObject({ state: 'confirmed' });
    });

    it('that is too low is shown to be, and its transaction to wait', async () => {
      const draft = await build(pay(), network === legacy ? { 'gas-price': 1n } : { 'max-fee': 1n, 'priority-fee': 0n });
      expect(draft.fee.price).toBe('low');
      expect(transactions.preview(draft, network).warnings).toContainEqual({ level: 'info', code: 'low-fee' });
      const signed = await sign(draft);
      if (network !== bsc) expect(await track(signed)).toEqual({ state: 'pending', waiting: 'price' });
    });

    it('that is far too high has to be confirmed twice', async () => {
      const fields = await fieldsFor(pay());
      const high = fields[0]!.high! + 1n;
      const draft = await build(pay(), { [fields[0]!.name]: high });
      expect(draft.fee.price).toBe('high');
      expect(transactions.preview(draft, network).warnings).toContainEqual({ level: 'danger', code: 'high-fee' });
    });

    it.each<FeeValues>([
      { 'gas-limit': 20_999n },
      { 'gas-limit': 10n ** 20n },
      { nonce: -1n },
      { nonce: 1_000n },
      { 'max-fee': 1n, 'priority-fee': 2n },
      { 'gas-price': 10n ** 30n },
      { 'max-fee': 10n ** 30n },
      { other: 1n },
      { constructor: 1n },
      { nonce: '0' as unknown as bigint },
    ])('is refused as %o', async (values) => {
      await expect(build(pay(), values)).rejects.toMatchObject({ code: 'fee/invalid' });
    });

    it('that is below what a replacement needs is refused', async () => {
      const old = await send(pay());
      const fields = await fieldsFor(instead(old, 'speed-up'));
      expect(fields.map(({ name }) => name)).not.toContain('nonce');
      await expect(build(instead(old, 'speed-up'), { [fields[0]!.name]: fields[0]!.min - 1n })).rejects.toMatchObject({ code: 'fee/invalid' });
      await expect(build(pay(), { nonce: 0n })).rejects.toMatchObject({ code: 'fee/too-low' });
    });

    it('with the number of one that waits takes its place, and says so', async () => {
      const old = await send(pay());
      const [first, second] = await fieldsFor(instead(old, 'speed-up'));
      const prices = Object.fromEntries([first!, second!].filter(({ name }) => priceFields.includes(name)).map(({ name, min }) => [name, min]));
      expect((await build(pay(), { ...prices, nonce: 0n })).replaces).toBe(old.id);
    });
  });

  it('is not replaced by a site unseen: a request with its nonce names it, and costs what that takes', async () => {
    const old = await send(pay());
    const params = { from: alice.address, to: stranger(), value: '0x1', data: '0x', nonce: '0x0' };
    const draft = await build({ type: 'request', from: alice.address, method: 'eth_sendTransaction', params });
    expect(draft.replaces).toBe(old.id);
    await transactions.broadcast(now(), await sign(draft));
  });
});

/** As a node writes it. */
const wei = (amount: bigint) => `0x${amount.toString(16)}`;

/** wei per gas: the highest price and the tip, or the one price. */
function pricesOf(bytes: string): readonly bigint[] {
  const { type, gasPrice, maxFeePerGas, maxPriorityFeePerGas } = Transaction.from(bytes);
  return type === 2 ? [maxFeePerGas!, maxPriorityFeePerGas!] : [gasPrice!];
}
