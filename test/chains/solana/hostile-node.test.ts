import { describe, expect, it } from 'vitest';
import type { Signed } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/solana/adapter';
import { coinOf } from '../../../src/chains/solana/assets';
import { NodeError, WalletError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { accountOf } from './signer';
import { contextOf, localnet, lying, transportTo } from './transport';

const alice = accountOf();
const bob = accountOf();
const asset = coinOf(localnet.id);
const intent = { type: 'transfer', from: alice.address, to: bob.address, asset, amount: 1_000_000n } as const;
const says = (answers: Readonly<Record<string, Json | Error>>) =>
  contextOf(
    lying(
      transportTo('http://127.0.0.1:1'),
      Object.fromEntries(Object.entries(answers).map(([method, answer]) => [method, () => (answer instanceof Error ? Promise.reject(answer) : answer)])),
    ),
    () => 1_000,
  );
const wrapped = (value: Json): Json => ({ context: { slot: 1 }, value });

/** Two accounts with money, so that what is asked of fees is only about fees. */
const rich = {
  getAccountInfo: wrapped({ lamports: 10 ** 10, owner: '11111111111111111111111111111111', executable: false, data: ['', 'base64'] }),
  getMinimumBalanceForRentExemption: 890_880,
};

describe('a node that says', () => {
  it.each([
    ['a balance as text', wrapped('1')],
    ['a negative one', wrapped(-1)],
    ['a fraction', wrapped(1.5)],
    ['nothing', null],
    ['a list', []],
    ['too much', wrapped('18446744073709551616')],
    ['a balance without its context', 5],
  ])('%s is not believed', async (_, answer) => {
    await expect(adapter.assets.native(says({ getBalance: answer }), alice.address)).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it('a balance beyond a double is read to the last lamport', async () => {
    expect(await adapter.assets.native(says({ getBalance: wrapped('18446744073709551615') }), alice.address)).toEqual({ amount: 2n ** 64n - 1n });
  });

  it('another genesis is of another cluster', async () => {
    const probe = await adapter.endpoints.probe(says({ getGenesisHash: 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG', getBlockHeight: 5 }));
    expect(probe).toEqual({ chain: 'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1', height: 5 });
    await expect(adapter.endpoints.probe(says({ getGenesisHash: '<html>', getBlockHeight: 5 }))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it('that everybody pays a fortune cannot make us pay one', async () => {
    const rows = Array.from({ length: 150 }, (_, slot) => ({ slot, prioritizationFee: 10 ** 15 }));
    for (const { max } of await adapter.fees.quote(says({ ...rich, getRecentPrioritizationFees: rows }), intent))
      expect(max).toEqual({ asset, amount: 9_500n });
  });

  it('nothing about fees gets prices all the same, in their order', async () => {
    const amounts = (await adapter.fees.quote(says({ ...rich, getRecentPrioritizationFees: [] }), intent)).map(({ max }) => max.amount);
    expect(amounts).toEqual([5_000n, 5_005n, 5_045n]);
    await expect(
      adapter.fees.quote(says({ ...rich, getRecentPrioritizationFees: Array(2_000).fill({ prioritizationFee: 0 }) as Json }), intent),
    ).rejects.toMatchObject({
      code: 'network/bad-response',
    });
  });

  it('a blockhash that is none builds no transaction', async () => {
    const [fee] = await adapter.fees.quote(says({ ...rich, getRecentPrioritizationFees: [] }), intent);
    for (const latest of [{ blockhash: 'x', lastValidBlockHeight: 1 }, { blockhash: bob.address, lastValidBlockHeight: -1 }, null]) {
      const context = says({
        ...rich,
        getLatestBlockhash: wrapped(latest),
        simulateTransaction: wrapped({ err: null }),
      });
      await expect(adapter.transactions.build(context, intent, fee)).rejects.toMatchObject({ code: 'network/bad-response' });
    }
  });

  it.each([
    [-32005, 'Node is behind by 150 slots'],
    [-32601, 'Method not found'],
    [403, 'Forbidden'],
  ])('%s leaves the fate of a transaction open', async (code, message) => {
    await expect(adapter.transactions.broadcast(says({ sendTransaction: new NodeError(code, message) }), signed)).rejects.toMatchObject({
      code: 'network/bad-response',
    });
  });

  it('that it has the transaction already has done its work', async () => {
    const error = new NodeError(-32002, 'Transaction simulation failed', { err: 'AlreadyProcessed' });
    await expect(adapter.transactions.broadcast(says({ sendTransaction: error }), signed)).resolves.toBeUndefined();
    await expect(adapter.transactions.broadcast(says({ sendTransaction: new NodeError(-32003, 'signature') }), signed)).rejects.toMatchObject({
      code: 'transaction/rejected',
    });
  });

  it('a fault of the network is passed on as one', async () => {
    const error = new WalletError('network/unreachable');
    await expect(adapter.transactions.broadcast(says({ sendTransaction: error }), signed)).rejects.toBe(error);
  });

  it('confirmed, and not what it cost, is confirmed', async () => {
    const status = { slot: 7, confirmations: 3, err: null, confirmationStatus: 'confirmed' };
    for (const answer of [null, { meta: null }, new NodeError(-32000, 'history is not kept')]) {
      expect(await adapter.transactions.track(says({ getSignatureStatuses: wrapped([status]), getTransaction: answer }), signed)).toEqual({
        state: 'confirmed',
        block: 7,
        confirmations: 3,
        final: false,
      });
    }
  });

  it('failed tells of the fee that is gone', async () => {
    const status = { slot: 7, confirmations: null, err: { InstructionError: [0, { Custom: 1 }] }, confirmationStatus: 'finalized' };
    expect(await adapter.transactions.track(says({ getSignatureStatuses: wrapped([status]), getTransaction: { meta: { fee: 5_000 } } }), signed)).toEqual({
      state: 'failed',
      block: 7,
      confirmations: 32,
      final: true,
      fee: 5_000n,
    });
  });

  it.each([
    ['two statuses', [null, null]],
    ['no list', {}],
    ['a status without a slot', [{ err: null }]],
  ])('%s ends in a bad response', async (_, value) => {
    await expect(adapter.transactions.track(says({ getSignatureStatuses: wrapped(value as Json) }), signed)).rejects.toMatchObject({
      code: 'network/bad-response',
    });
  });
});

const signed: Signed = { id: 'x', raw: 'AA==', validity: { lastValidBlockHeight: 5 } };
