import { secp256k1 } from '@noble/curves/secp256k1.js';
import { TronWeb, utils } from 'tronweb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft, Intent } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/tron/adapter';
import { addressFrom } from '../../../src/chains/tron/addresses';
import type { Payload } from '../../../src/chains/tron/transactions';
import type { Json } from '../../../src/core/json';
import { startTron, type TronSimulator } from '../../devnet/tron';
import { tokenInitCode } from '../../devnet/tron/token';
import { asset, contextOf, network, person, transportTo, type Person } from './world';

const { fees, transactions, assets, endpoints } = adapter;
let chain: TronSimulator;

beforeAll(async () => {
  chain = await startTron({ blockMs: 0 });
});
afterAll(() => chain.stop());

const context = () => contextOf(transportTo(chain.url));
const transfer = (from: Person, to: string, amount: bigint | 'max'): Intent => ({ type: 'transfer', from: from.address, to, asset, amount });
const balance = async (address: string) => (await assets.native(context(), address)).amount;

async function draftOf(intent: Intent): Promise<Draft<Payload>> {
  const [fee] = await fees.quote(context(), intent);
  return transactions.build(context(), intent, fee);
}
async function send(from: Person, to: string, amount: bigint | 'max') {
  const signed = await transactions.sign(await draftOf(transfer(from, to, amount)), network, () => from.signer);
  await transactions.broadcast(context(), signed);
  return signed;
}
async function funded(amount: bigint): Promise<Person> {
  const someone = person();
  await chain.fund(someone.address, amount);
  return someone;
}

describe('TRON endpoints', () => {
  it('are known by their genesis block', async () => {
    expect(await endpoints.probe(context())).toMatchObject({ chain: network.id });
    const other = transportTo(chain.url, (path, answer) =>
      path === '/wallet/getblockbynum' ? { ...(answer as object), blockID: `${'0'.repeat(56)}2b6653dc` } : answer,
    );
    expect(await endpoints.probe(contextOf(other))).toMatchObject({ chain: 'tron:728126428' });
  });

  it('have their answers checked', async () => {
    const lies: readonly Json[] = [{ Error: 'class java.lang.Exception' }, null, 'html', [], { blockID: '00', block_header: {} }];
    for (const lie of lies) await expect(endpoints.probe(contextOf(transportTo(chain.url, () => lie)))).rejects.toMatchObject({ code: 'network/bad-response' });
    const negative = transportTo(chain.url, (_, answer) => ({ ...(answer as object), balance: -1 }));
    await expect(assets.native(contextOf(negative), (await funded(1n)).address)).rejects.toMatchObject({ code: 'network/bad-response' });
    const another = transportTo(chain.url, (_, answer) => ({ ...(answer as object), address: person().address }));
    await expect(assets.native(contextOf(another), (await funded(1n)).address)).rejects.toMatchObject({ code: 'network/bad-response' });
    const dear = transportTo(chain.url, (path, answer) => {
      if (path !== '/wallet/getchainparameters') return answer;
      const { chainParameter } = answer as { chainParameter: readonly { key: string }[] };
      return {
        chainParameter: chainParameter.map((parameter) => (parameter.key === 'getTransactionFee' ? { ...parameter, value: 10 ** 9 } : parameter)),
      } as Json;
    });
    const alice = await funded(1n);
    await expect(fees.quote(contextOf(dear), transfer(alice, person().address, 1n))).rejects.toMatchObject({ code: 'network/bad-response' });
  });

  it('cannot pass another transaction off as ours', async () => {
    const [alice, bob] = [await funded(50_000_000n), await funded(1n)];
    const signed = await send(alice, bob.address, 20_000_000n);
    await chain.mine(1);
    const swapped = transportTo(chain.url, (path, answer) =>
      path.endsWith('infobyid') && 'id' in (answer as object) ? { ...(answer as object), id: 'ab'.repeat(32) } : answer,
    );
    await expect(transactions.track(contextOf(swapped), signed)).rejects.toMatchObject({ code: 'network/bad-response' });
    const renamed = transportTo(chain.url, () => ({ result: true, txid: 'ab'.repeat(32) }));
    await transactions.broadcast(contextOf(renamed), signed);
    expect(await transactions.track(context(), signed)).toMatchObject({ state: 'confirmed' });
  });
});

describe('sending TRX', () => {
  it('arrives, is confirmed, and final once 19 blocks follow', async () => {
    const [alice, bob] = [await funded(50_000_000n), await funded(1n)];
    const signed = await send(alice, bob.address, 20_000_000n);
    expect(await transactions.track(context(), signed)).toEqual({ state: 'pending' });
    await chain.mine(1);
    expect(await transactions.track(context(), signed)).toMatchObject({ state: 'confirmed', final: false, confirmations: 1, fee: 0n });
    await chain.mine(19);
    expect(await transactions.track(context(), signed)).toMatchObject({ state: 'confirmed', final: true, confirmations: 20 });
    expect([await balance(alice.address), await balance(bob.address)]).toEqual([30_000_000n, 20_000_001n]);
  });

  it('costs nothing while free bandwidth lasts, then exactly what was quoted', async () => {
    const [alice, bob] = [await funded(50_000_000n), await funded(1n)];
    const quoted: bigint[] = [];
    for (const amount of [1_000_000n, 2_000_000n, 3_000_000n]) {
      const [fee, ...others] = await fees.quote(context(), transfer(alice, bob.address, amount));
      const before = await balance(alice.address);
      await send(alice, bob.address, amount);
      expect(before - (await balance(alice.address))).toBe(amount + fee.max.amount);
      expect(others).toEqual([]);
      quoted.push(fee.max.amount);
    }
    expect(quoted).toEqual([0n, 0n, 268_000n]);
  });

  it('tells that an address is new, and what opening it costs', async () => {
    const alice = await funded(10_000_000n);
    const newcomer = person();
    expect(await balance(newcomer.address)).toBe(0n);
    const draft = await draftOf(transfer(alice, newcomer.address, 1n));
    expect(draft.fee.max).toEqual({ asset, amount: 1_100_000n });
    expect(transactions.preview(draft, network).warnings).toContainEqual({ level: 'info', code: 'new-recipient-account' });
    await transactions.broadcast(context(), await transactions.sign(draft, network, () => alice.signer));
    expect([await balance(alice.address), await balance(newcomer.address)]).toEqual([8_899_999n, 1n]);
  });

  it('opens an account with staked bandwidth for the opening fee alone', async () => {
    const alice = await funded(2_000_000_000n);
    const node = new TronWeb({ fullHost: chain.url, privateKey: alice.key });
    await node.trx.sendRawTransaction(await node.trx.sign(await node.transactionBuilder.freezeBalanceV2(1_000_000_000, 'BANDWIDTH', alice.address)));
    const before = await balance(alice.address);
    await send(alice, person().address, 5n);
    expect(before - (await balance(alice.address))).toBe(1_000_005n);
    const [fee] = await fees.quote(context(), transfer(alice, person().address, 5n));
    expect(fee.max.amount).toBe(1_000_000n);
  });

  it.each([
    ['to an account that exists', 7_654_321n, true],
    ['to a new one', 7_654_321n, false],
  ] as const)('leaves exactly nothing with max, %s', async (_, amount, exists) => {
    const [alice, bob] = [await funded(amount), exists ? await funded(1n) : person()];
    const before = await balance(bob.address);
    const draft = await draftOf(transfer(alice, bob.address, 'max'));
    await transactions.broadcast(context(), await transactions.sign(draft, network, () => alice.signer));
    expect([await balance(alice.address), (await balance(bob.address)) - before]).toEqual([0n, amount - draft.fee.max.amount]);
  });

  it.each([
    [9_000_003n, 268_000n],
    // What is left after the fee is a byte shorter than the balance, and so the fee smaller.
    [2_300_003n, 267_000n],
  ])('leaves exactly nothing with max when the bytes are burned (%d sun)', async (amount, fee) => {
    const [alice, bob] = [await funded(amount), await funded(1n)];
    await send(alice, bob.address, 1n);
    await send(alice, bob.address, 2n);
    const signed = await send(alice, bob.address, 'max');
    await chain.mine(1);
    expect(await balance(alice.address)).toBe(0n);
    expect(await transactions.track(context(), signed)).toMatchObject({ state: 'confirmed', fee });
  });

  it('refuses what cannot work before anything is signed', async () => {
    const [alice, bob] = [await funded(1_500_000n), await funded(1n)];
    await expect(draftOf(transfer(alice, bob.address, 0n))).rejects.toMatchObject({ code: 'amount/zero' });
    await expect(draftOf(transfer(alice, bob.address, 1_500_001n))).rejects.toMatchObject({ code: 'amount/insufficient' });
    await expect(draftOf(transfer(alice, person().address, 1_000_000n))).rejects.toMatchObject({ code: 'fee/insufficient' });
    await expect(draftOf(transfer(person(), bob.address, 'max'))).rejects.toMatchObject({ code: 'amount/insufficient' });
    await expect(draftOf(transfer(alice, alice.address, 1n))).rejects.toMatchObject({ code: 'address/not-payable' });
    const contract = Buffer.from(await chain.deploy(alice.address, tokenInitCode(1n, 0)), 'hex');
    await expect(draftOf(transfer(alice, addressFrom(contract), 1n))).rejects.toMatchObject({ code: 'address/not-payable' });
    await expect(draftOf({ type: 'request', from: alice.address, method: 'x', params: null })).rejects.toMatchObject({ code: 'chain/unsupported' });
  });

  it('takes no reference block whose id and number disagree, and none from the future', async () => {
    const alice = await funded(1_500_000n);
    const intent = transfer(alice, (await funded(1n)).address, 1n);
    const [fee] = await fees.quote(context(), intent);
    const withHead = (change: (header: Record<string, Json>) => Json) =>
      contextOf(
        transportTo(chain.url, (path, answer) => {
          const block = answer as { block_header: { raw_data: Record<string, Json> } };
          return path === '/wallet/getblock' ? { ...block, block_header: { raw_data: change(block.block_header.raw_data) } } : answer;
        }),
      );
    await expect(
      transactions.build(
        withHead((header) => ({ ...header, number: 7_000_000 })),
        intent,
        fee,
      ),
    ).rejects.toMatchObject({ code: 'network/bad-response' });
    await expect(
      transactions.build(
        withHead((header) => ({ ...header, timestamp: Date.now() + 86_400_000 })),
        intent,
        fee,
      ),
    ).rejects.toMatchObject({ code: 'network/bad-response' });
  });
});

describe('a draft', () => {
  it('is JSON, and is shown from its own bytes', async () => {
    const [alice, bob] = [await funded(1_500_000n), await funded(1n)];
    const draft = await draftOf(transfer(alice, bob.address, 1_000_001n));
    expect(JSON.parse(JSON.stringify(draft.payload))).toEqual(draft.payload);
    const preview = transactions.preview(Object.freeze(draft), network);
    expect(preview.changes).toEqual([{ direction: 'out', asset, amount: 1_000_001n, party: bob.address }]);
    const more = { ...draft, payload: { raw: draft.payload.raw.replace('18c1843d', '18c1853d') } };
    expect(transactions.preview(more, network).changes[0]!.amount).toBe(1_000_129n);
  });

  it('is not signed for another chain, sender or key, nor when its bytes are no transaction', async () => {
    const alice = await funded(1_500_000n);
    const draft = await draftOf(transfer(alice, (await funded(1n)).address, 1_000_000n));
    const refused = [
      { ...draft, chain: 'tron:728126428' as const },
      { ...draft, from: person().address },
      { ...draft, payload: { raw: `${draft.payload.raw}00` } },
      { ...draft, payload: { raw: 'zz' } },
      { ...draft, payload: { raw: '' } },
    ];
    for (const one of refused) await expect(transactions.sign(one, network, () => alice.signer)).rejects.toMatchObject({ code: 'transaction/invalid' });
    await expect(transactions.sign(draft, network, () => person().signer)).rejects.toMatchObject({ code: 'transaction/invalid' });
  });

  it('changed after signing is refused by the chain, for good', async () => {
    const alice = await funded(1_500_000n);
    const draft = await draftOf(transfer(alice, (await funded(1n)).address, 1_000_001n));
    const signed = await transactions.sign(draft, network, () => alice.signer);
    const tampered = { ...signed, raw: signed.raw.replace('18c1843d', '18c1853d') };
    expect(tampered.raw).not.toBe(signed.raw);
    await expect(transactions.broadcast(context(), tampered)).rejects.toMatchObject({
      code: 'transaction/rejected',
      reason: { code: 'node', text: expect.stringMatching(/^SIGERROR/) as string },
    });
  });

  it('signed with tronweb has the same bytes, id and signature', async () => {
    const alice = await funded(1_500_000n);
    const draft = await draftOf(transfer(alice, (await funded(1n)).address, 1_000_000n));
    const signed = await transactions.sign(draft, network, () => alice.signer);
    const theirs = utils.crypto.ECKeySign([...Buffer.from(signed.id, 'hex')], [...Buffer.from(alice.key, 'hex')]);
    expect(signed.raw.slice(-130)).toBe(theirs.toLowerCase());
    expect(secp256k1.Signature.fromBytes(Buffer.from(signed.raw.slice(-130, -2), 'hex')).hasHighS()).toBe(false);
  });
});

describe('a signed transaction', () => {
  it('may be sent twice', async () => {
    const [alice, bob] = [await funded(5_000_000n), await funded(1n)];
    const signed = await send(alice, bob.address, 1_000_000n);
    await transactions.broadcast(context(), signed);
    await chain.mine(1);
    await transactions.broadcast(context(), signed);
    expect(await balance(bob.address)).toBe(1_000_001n);
  });

  it('that never arrived is dropped once solid blocks are past its expiry, and not before', async () => {
    const [alice, bob] = [await funded(5_000_000n), await funded(1n)];
    const signed = await transactions.sign(await draftOf(transfer(alice, bob.address, 1n)), network, () => alice.signer);
    await chain.mine(101);
    expect(await transactions.track(context(), signed)).toEqual({ state: 'pending' });
    await expect(transactions.broadcast(context(), signed)).rejects.toMatchObject({
      code: 'transaction/rejected',
      reason: { code: 'node', text: expect.stringMatching(/^TRANSACTION_EXPIRATION_ERROR/) as string },
    });
    await chain.mine(31);
    expect(await transactions.track(context(), signed)).toEqual({ state: 'dropped' });
  });

  it('that the node could not judge may have arrived', async () => {
    const [alice, bob] = [await funded(5_000_000n), await funded(1n)];
    const signed = await transactions.sign(await draftOf(transfer(alice, bob.address, 1n)), network, () => alice.signer);
    for (const code of ['SERVER_BUSY', 'TAPOS_ERROR', 'OTHER_ERROR']) {
      const busy = contextOf(transportTo(chain.url, () => ({ code, message: '' })));
      await expect(transactions.broadcast(busy, signed)).rejects.toMatchObject({ code: 'network/bad-response' });
    }
    const away = contextOf(transportTo('http://127.0.0.1:1'));
    await expect(transactions.broadcast(away, signed)).rejects.toMatchObject({ code: 'network/unreachable' });
  });
});
