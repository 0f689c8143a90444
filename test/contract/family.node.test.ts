import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Address, ChainAdapter, ChainContext, Draft, FeeOption, Intent, Preview, Replacement, Signed, Transport } from '../../src/chains/adapter';
import { loadAdapter } from '../../src/chains/load';
import { familyIds, familyOf } from '../../src/chains/registry';
import { chainOf, isAssetId, nativeAsset } from '../../src/core/caip';
import { NodeError, WalletError } from '../../src/core/errors';
import { decode, encode, type Json, type Wire } from '../../src/core/json';
import { endpoint } from '../../src/net/endpoint';
import type { LocalChain } from '../devnet/chain';
import { frozen, networkOf, person, type Fixture, type Person } from './fixture';
import { fixtures } from './fixtures';

describe.each(familyIds)('the family %s, on a chain that runs', (family) => {
  let chain: LocalChain;
  let fixture: Fixture;
  let adapter: ChainAdapter;
  let context: ChainContext;
  let alice: Person;
  let bob: Address;

  beforeAll(async () => {
    fixture = fixtures[family];
    [chain, adapter] = await Promise.all([fixture.start(), loadAdapter(family)]);
    const network = networkOf(chain.network);
    context = { network, transport: endpoint(chain.url), now: Date.now };
    alice = await person(family, network);
    bob = (await person(family, network)).address;
    await chain.fund(alice.address, fixture.funds);
  }, 120_000);
  afterAll(() => chain?.stop());

  const asset = () => nativeAsset(context.network.id, context.network.slip44 ?? familyOf(family).slip44);
  const transfer = (amount: bigint | 'max', from = alice, to = bob): Intent => ({ type: 'transfer', from: from.address, to, asset: asset(), amount });
  const normal = (fees: readonly FeeOption[]) => fees.find(({ speed }) => speed === 'normal') ?? fees[0]!;
  const build = async (intent: Intent, on = context): Promise<Draft> => adapter.transactions.build(on, intent, normal(await adapter.fees.quote(on, intent)));
  const balance = async (owner: Address) => (await adapter.assets.native(context, owner)).amount;

  /** Until the chain says it cannot be undone; blocks are made where nobody makes them. */
  async function settled(signed: Parameters<ChainAdapter['transactions']['track']>[1]) {
    for (let i = 0; i < 240; i++) {
      const status = await adapter.transactions.track(context, signed);
      if (status.state === 'dropped' || (status.state !== 'pending' && status.final)) return status;
      await chain.mine?.(1);
      await new Promise((resolve) => setTimeout(resolve, chain.mine ? 25 : 250));
    }
    throw new Error('never final');
  }

  it('says which chain it is', async () => {
    expect(await adapter.endpoints.probe(context)).toMatchObject({ chain: chain.network });
  });

  it('reads a balance', async () => {
    expect(await balance(alice.address)).toBe(fixture.funds);
    expect(await balance(bob)).toBe(0n);
  });

  it('says what came to an account, from where the last look ended, or cannot be asked', async () => {
    if (!adapter.history) return;
    const owner = (await person(family, context.network)).address;
    const first = await adapter.history.incoming(context, owner, undefined);
    const { height } = await adapter.endpoints.probe(context);
    expect(first.transfers).toEqual([]);
    expect(first.from).toBeLessThanOrEqual(height + 1);
    expect(first.settled).toBeLessThanOrEqual(height);
    // The cursor goes through storage.
    expect(JSON.parse(JSON.stringify(first.cursor))).toEqual(first.cursor);
    expect((await adapter.history.incoming(context, owner, first.cursor)).transfers).toEqual([]);
    for (const foreign of [null, [], 'x', { next: '1' }] as readonly Json[])
      expect((await adapter.history.incoming(context, owner, foreign)).transfers).toEqual([]);
  });

  it('offers prices that are amounts of the coin, the slow one not above the fast one', async () => {
    const fees = await adapter.fees.quote(context, transfer(fixture.amount));
    expect(new Set(fees.map(({ speed }) => speed)).size).toBe(fees.length);
    const price = (speed: string) => fees.find((fee) => fee.speed === speed)?.max.amount;
    for (const { max, likely } of fees) {
      expect(max.asset).toBe(asset());
      expect(max.amount).toBeGreaterThanOrEqual(0n);
      if (likely) expect(likely.amount).toBeLessThanOrEqual(max.amount);
    }
    if (fees.length > 1) expect(price('slow')!).toBeLessThanOrEqual(price('fast')!);
  });

  it('shows in a preview the recipient and the amount that will be signed, from the draft and nothing else', async () => {
    const draft = await build(transfer(fixture.amount));
    const stored = frozen(decode(JSON.parse(JSON.stringify(encode(draft as unknown as Wire))) as Json) as unknown as Draft);
    expect(stored).toEqual(draft);
    const shown = adapter.transactions.preview(stored, context.network);
    expect(shown).toEqual(adapter.transactions.preview(draft, context.network));
    expect(shown.title).toBe('send');
    expect(paid(shown)).toEqual([[asset(), fixture.amount, bob]]);
    expect(draft).toMatchObject({ chain: chain.network, from: alice.address });
  });

  it('signs a draft for its own account and network only', async () => {
    const draft = await build(transfer(fixture.amount));
    const mallory = await person(family, context.network);
    const used = alice.used() + mallory.used();
    await expect((async () => adapter.transactions.sign(draft, context.network, mallory.signers))()).rejects.toThrow(WalletError);
    const elsewhere = { ...draft, chain: familyOf(family).networks[0].id };
    await expect((async () => adapter.transactions.sign(elsewhere, context.network, alice.signers))()).rejects.toThrow(WalletError);
    await expect((async () => adapter.transactions.sign(draft, networkOf(familyOf(family).networks[0].id), alice.signers))()).rejects.toThrow(WalletError);
    expect(alice.used() + mallory.used()).toBe(used);
  });

  it('refuses what cannot be paid, before anything is signed', async () => {
    const code = (intent: Intent) =>
      build(intent).then(
        () => 'no error',
        (error: unknown) => (error instanceof WalletError ? error.code : String(error)),
      );
    expect(await code(transfer(0n))).toBe('amount/zero');
    expect(await code(transfer(fixture.funds + 1n))).toBe('amount/insufficient');
    expect(await code(transfer(fixture.funds))).toMatch(/^(fee|amount)\/insufficient$/);
    expect(await code(transfer(10n ** 40n))).toMatch(/^amount\//);
    expect(await code(transfer(fixture.amount, await person(family, context.network)))).toMatch(/insufficient/);
  });

  it('sends, and says that it arrived and what it cost', async () => {
    const before = await balance(alice.address);
    const draft = await build(transfer(fixture.amount));
    const used = alice.used();
    const signed = await adapter.transactions.sign(frozen(draft), context.network, alice.signers);
    expect(alice.used()).toBeGreaterThan(used);
    expect(JSON.parse(JSON.stringify(signed))).toEqual(signed);
    expect(await adapter.transactions.track(context, signed)).toMatchObject({ state: 'pending' });
    await adapter.transactions.broadcast(context, signed);
    // The outbox sends again what it is not sure of.
    await adapter.transactions.broadcast(context, signed);
    const status = await settled(signed);
    expect(status).toMatchObject({ state: 'confirmed', final: true });
    const spent = before - (await balance(alice.address));
    expect(await balance(bob)).toBe(fixture.amount);
    expect(spent - fixture.amount).toBeLessThanOrEqual(draft.fee.max.amount);
    if (status.state === 'confirmed' && status.fee !== undefined) expect(status.fee).toBe(spent - fixture.amount);
    await expect(adapter.transactions.broadcast(context, signed)).resolves.toBeUndefined();
  });

  it('pays who was meant, or nobody, whatever the node says', async () => {
    const intent = transfer(fixture.amount);
    const honest = await recorded(context.transport);
    await build(intent, { ...context, transport: honest.transport });
    expect(honest.count()).toBeGreaterThan(0);
    const outcomes = { refused: 0, right: 0 };
    for (let at = 0; at < honest.count(); at++) {
      for (const lie of lies) {
        const liar = { ...context, transport: (await recorded(context.transport, at, lie)).transport };
        try {
          const shown = adapter.transactions.preview(await build(intent, liar), context.network);
          expect(paid(shown), `answer ${at}, ${JSON.stringify(lie)?.slice(0, 60)}`).toEqual([[asset(), fixture.amount, bob]]);
          outcomes.right++;
        } catch (error) {
          const known = error instanceof WalletError || error instanceof NodeError;
          if (!known) throw new Error(`answer ${at}, ${JSON.stringify(lie)?.slice(0, 60)}: ${String(error)}`, { cause: error });
          outcomes.refused++;
        }
      }
    }
    expect(outcomes.refused).toBeGreaterThan(lies.length / 2);
  });

  it('puts another in the place of one that waits where it can, and says which of the two the chain took', async () => {
    const carol = await person(family, context.network);
    await chain.fund(carol.address, fixture.funds);
    const first = await build(transfer(fixture.amount, carol));
    const old = await adapter.transactions.sign(first, context.network, carol.signers);
    const waiting = { ...context, pending: [old] };
    const instead = (how: Replacement): Intent => ({ type: 'replace', from: carol.address, of: old.id, how });
    const { replacements } = adapter.transactions;
    if (!replacements) {
      const refused = build(instead('cancel'), waiting);
      return expect(refused).rejects.toSatisfy((error: WalletError) => ['transaction/invalid', 'chain/unsupported'].includes(error.code));
    }
    expect(replacements(frozen(old), frozen([old]))).toEqual({ how: ['speed-up', 'cancel'] });
    for (const how of ['speed-up', 'cancel'] as const) {
      const draft = await build(instead(how), waiting);
      expect(draft.replaces).toBe(old.id);
      expect(adapter.transactions.conflicts?.(frozen(draft), [old])).toBe(false);
      expect(draft.fee.max.amount).toBeGreaterThan(first.fee.max.amount);
      expect(paid(adapter.transactions.preview(draft, context.network))).toEqual(how === 'cancel' ? [] : [[asset(), fixture.amount, bob]]);
    }
    const next = await adapter.transactions.sign(await build(instead('cancel'), waiting), context.network, carol.signers);
    await adapter.transactions.broadcast(context, next);
    expect(await settled(next)).toMatchObject({ state: 'confirmed' });
    expect(await adapter.transactions.track({ ...context, pending: [old, next] }, old)).toMatchObject({ state: 'replaced', by: next.id, final: true });
    await expect(build(instead('cancel'), context)).rejects.toMatchObject({ code: 'transaction/settled' });
  });

  it('builds one after the other without waiting where they would take the same, and knows one that was built too early', async ({ skip }) => {
    const { conflicts } = adapter.transactions;
    if (!conflicts) return skip('none takes what another needs');
    const carol = await person(family, context.network);
    await chain.fund(carol.address, fixture.funds);
    const pending: Signed[] = [];
    const early = await build(transfer(fixture.amount, carol));
    for (let i = 0; i < 3; i++) {
      const draft = await build(transfer(fixture.amount, carol), { ...context, pending: [...pending] });
      expect(conflicts(frozen(draft), frozen([...pending]))).toBe(false);
      pending.push(await adapter.transactions.sign(draft, context.network, carol.signers));
    }
    expect(conflicts(early, pending)).toBe(true);
    for (const signed of pending) await adapter.transactions.broadcast(context, signed);
    for (const signed of pending) expect(await settled(signed)).toMatchObject({ state: 'confirmed' });
  });

  it('signs the fee that a person set where one can be, and refuses what is none', async ({ skip }) => {
    const { custom } = adapter.fees;
    if (!custom) return skip('the chain has its price');
    const intent = transfer(fixture.amount);
    const offered = normal(await adapter.fees.quote(context, intent));
    const fields = await custom.fields(context, intent, offered);
    for (const { min, value, max, decimals } of fields) expect(min <= value && value <= max && decimals >= 0).toBe(true);
    const [price] = fields;
    const fee = await custom.apply(context, intent, offered, { [price!.name]: price!.value + 1n });
    expect(fee).toMatchObject({ speed: 'custom', custom: { [price!.name]: price!.value + 1n } });
    expect(fee.max.amount).toBeGreaterThan(offered.max.amount);
    const draft = await adapter.transactions.build(context, intent, fee);
    expect(draft.fee).toMatchObject({ speed: 'custom', custom: fee.custom, max: fee.max });
    for (const values of [{ [price!.name]: price!.max + 1n }, { [price!.name]: price!.min - 1n }, { [price!.name]: '1' as never }, { toString: 1n }])
      await expect(custom.apply(context, intent, offered, values)).rejects.toMatchObject({ code: 'fee/invalid' });
  });

  it('can send everything, and leaves what the chain demands', async () => {
    const carol = await person(family, context.network);
    await chain.fund(carol.address, fixture.funds);
    const draft = await build(transfer('max', carol));
    const [[, amount] = []] = paid(adapter.transactions.preview(draft, context.network));
    const before = await balance(bob);
    const signed = await adapter.transactions.sign(draft, context.network, carol.signers);
    await adapter.transactions.broadcast(context, signed);
    expect(await settled(signed)).toMatchObject({ state: 'confirmed' });
    expect(await balance(carol.address)).toBe(fixture.remainder);
    expect((await balance(bob)) - before).toBe(amount);
  });

  it('says which contract acts for an account and takes it off, or can do neither', async () => {
    const eve = await person(family, context.network);
    const undelegate: Intent = { type: 'undelegate', from: eve.address };
    const { tokens } = adapter;
    const control = async () => (await tokens?.balances(context, eve.address, []))?.control;
    await chain.fund(eve.address, fixture.funds);
    if (!fixture.delegate) {
      expect(await control()).toBeUndefined();
      await expect(build(undelegate)).rejects.toSatisfy((error: WalletError) => ['transaction/invalid', 'chain/unsupported'].includes(error.code));
      return;
    }
    expect(await control()).toEqual({ kind: 'key' });
    await expect(build(undelegate)).rejects.toMatchObject({ code: 'delegation/absent' });
    const to = await fixture.delegate(chain, eve.privateKey);
    expect(await control()).toEqual({ kind: 'delegate', to });
    const draft = await build(undelegate);
    const shown = adapter.transactions.preview(frozen(draft), context.network);
    expect(shown).toMatchObject({ title: 'undelegate', changes: [], warnings: [] });
    expect(shown.details).toContainEqual({ label: 'delegate', value: { kind: 'none' } });
    const signed = await adapter.transactions.sign(frozen(draft), context.network, eve.signers);
    const next = await build(transfer(1n, eve), { ...context, pending: [signed] });
    expect(adapter.transactions.conflicts?.(next, [signed]) ?? false).toBe(false);
    await adapter.transactions.broadcast(context, signed);
    expect(await settled(signed)).toMatchObject({ state: 'confirmed' });
    expect(await control()).toEqual({ kind: 'key' });
  });

  it('has tokens, or says that it has none', async () => {
    expect(adapter.tokens === undefined).toBe(fixture.token === undefined);
    if (!adapter.tokens || !fixture.token) return;
    const dave = await person(family, context.network);
    await chain.fund(dave.address, fixture.funds);
    const { address, amount, symbol } = await fixture.token(chain, dave.address);
    const facts = await adapter.tokens.find(context, address);
    expect(facts).toMatchObject({ standard: 'fungible', symbol });
    expect(isAssetId(facts.asset) && chainOf(facts.asset)).toBe(context.network.id);
    expect(await adapter.tokens.facts(context, [facts.asset])).toEqual([facts]);
    const held = await adapter.tokens.balances(context, dave.address, [facts.asset]);
    expect([held.native.amount, held.amounts.get(facts.asset)]).toEqual([fixture.funds, amount]);
    await expect(adapter.tokens.find(context, dave.address)).rejects.toMatchObject({ code: 'token/absent' });
    for (const wrong of fixture.wrong) await expect(adapter.tokens.find(context, wrong)).rejects.toThrow(WalletError);

    const send = (sum: bigint | 'max'): Intent => ({ type: 'transfer', from: dave.address, to: bob, asset: facts.asset, amount: sum });
    await expect(build(send(0n))).rejects.toMatchObject({ code: 'amount/zero' });
    await expect(build(send(amount + 1n))).rejects.toMatchObject({ code: 'amount/insufficient' });
    const draft = await build(send('max'));
    expect(paid(adapter.transactions.preview(draft, context.network))).toEqual([[facts.asset, amount, bob]]);
    const signed = await adapter.transactions.sign(draft, context.network, dave.signers);
    await adapter.transactions.broadcast(context, signed);
    expect(await settled(signed)).toMatchObject({ state: 'confirmed' });
    expect((await adapter.tokens.balances(context, bob, [facts.asset])).amounts.get(facts.asset)).toBe(amount);
  });
});

/** What leaves the account for somebody else; the fee has no party. */
const paid = ({ changes }: Preview) =>
  changes.flatMap(({ direction, asset, amount, party }) => (direction === 'out' && party !== undefined ? [[asset, amount, party] as const] : []));

/** The node answers honestly but for its answer number `at`. */
async function recorded(honest: Transport, at = -1, lie: Json = null) {
  let asked = 0;
  const answer = async (real: () => Promise<Json>) => (asked++ === at ? (structuredClone(lie) as Json) : real());
  const transport: Transport = {
    request: (method, params) => answer(() => honest.request(method, params)),
    get: (path) => answer(() => honest.get(path)),
    post: (path, body) => answer(() => honest.post(path, body)),
  };
  return { transport, count: () => asked };
}

const lies: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  '',
  '<html>captive portal</html>',
  '0x',
  '0xzz',
  '-1',
  '0x' + 'f'.repeat(64),
  '9'.repeat(78),
  '9'.repeat(400),
  [],
  [null],
  [[]],
  {},
  { result: null },
  { error: 'x' },
  { value: null },
  { balance: -1 },
  { __proto__: null, constructor: 'x' },
  'a'.repeat(100_000),
];
