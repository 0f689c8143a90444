import { utils } from 'tronweb';
import { describe, expect, it } from 'vitest';
import type { PageMethod } from '../../../src/chains/adapter';
import type { TronNetwork } from '../../../src/chains/tron/networks';
import type { Json } from '../../../src/core/json';
import { adapter } from '../../../src/chains/tron/adapter';
import { readTransaction } from '../../../src/chains/tron/agreement';
import { encodeTransfer } from '../../../src/chains/tron/encode';
import { decodeRaw } from '../../../src/chains/tron/raw';
import { addressBytes } from '../../../src/chains/tron/addresses';
import { fromHex, toHex } from '../../../src/core/bytes';
import { contextOf, network, pageOf, person, silent } from './world';

const me = person();
const [alice, bob, token] = [me.address, person().address, person().address];
const hex = (address: string) => toHex(addressBytes(address));
const word = (value: bigint | string) => (typeof value === 'bigint' ? value.toString(16) : hex(value).slice(2)).padStart(64, '0');

/** What tronweb makes of a contract. */
function built(type: string, value: object, more: object = {}) {
  const { Permission_id: permission, ...rest } = more as { Permission_id?: number };
  const contract = [
    {
      parameter: { value: { owner_address: hex(alice), ...value }, type_url: `type.googleapis.com/protocol.${type}` },
      type,
      ...(permission && { Permission_id: permission }),
    },
  ];
  const data = { contract, ref_block_bytes: '1234', ref_block_hash: '0011223344556677', expiration: 1_800_000_060_000, timestamp: 1_800_000_000_000, ...rest };
  const message = utils.transaction.txJsonToPb({ visible: false, raw_data: data });
  return {
    visible: false,
    txID: utils.transaction.txPbToTxID(message).slice(2),
    raw_data: data,
    raw_data_hex: utils.transaction.txPbToRawDataHex(message).toLowerCase(),
  };
}
const shown = (transaction: { readonly raw_data_hex: string }) =>
  adapter.messages.preview({ type: 'transaction', address: alice, raw: transaction.raw_data_hex }, network);
const call = (data: string, more: object = {}) =>
  shown(built('TriggerSmartContract', { contract_address: hex(token), data }, { fee_limit: 30_000_000, ...more }));
const codes = ({ warnings }: ReturnType<typeof shown>) => warnings.map(({ level, code }) => `${level} ${code}`);

describe('what tronweb encodes', () => {
  it.each([
    ['TransferContract', { to_address: hex(bob), amount: 5_000_000 }],
    ['TransferAssetContract', { to_address: hex(bob), amount: 5, asset_name: '31303032303030' }],
    ['TriggerSmartContract', { contract_address: hex(token), call_value: 7, data: 'd0e30db0' }],
    ['FreezeBalanceV2Contract', { frozen_balance: 10_000_000, resource: 'ENERGY' }],
    ['UnfreezeBalanceV2Contract', { unfreeze_balance: 10_000_000, resource: 'ENERGY' }],
    ['DelegateResourceContract', { receiver_address: hex(bob), balance: 1_000_000, resource: 'ENERGY', lock: true }],
    ['UnDelegateResourceContract', { receiver_address: hex(bob), balance: 1_000_000, resource: 'ENERGY' }],
    ['WithdrawExpireUnfreezeContract', {}],
    ['CancelAllUnfreezeV2Contract', {}],
    ['WithdrawBalanceContract', {}],
    ['VoteWitnessContract', { votes: [{ vote_address: hex(bob), vote_count: 5 }] }],
    ['AccountCreateContract', { account_address: hex(bob) }],
    ['AccountUpdateContract', { account_name: '616263' }],
  ])('is read back as it was meant: %s', (type, value) => {
    const transaction = built(type, value);
    const read = readTransaction(transaction as Json).transaction;
    expect(read).toMatchObject({ type, owner: alice, id: transaction.txID, expiration: 1_800_000_060_000, permission: 0 });
    for (const [name, given] of Object.entries(value)) {
      const wrong = built(type, value) as unknown as { raw_data: { contract: { parameter: { value: Record<string, unknown> } }[] } };
      wrong.raw_data.contract[0]!.parameter.value[name] = typeof given === 'number' ? given + 1 : given === true ? false : undefined;
      expect(() => readTransaction(wrong as unknown as Json), name).toThrow('transaction/invalid');
    }
  });

  it('agrees with its JSON in base58 too', () => {
    const transaction = built('TransferContract', { to_address: hex(bob), amount: 5 });
    const value = { owner_address: alice, to_address: bob, amount: 5 };
    const contract = [{ ...transaction.raw_data.contract[0], parameter: { ...transaction.raw_data.contract[0]!.parameter, value } }];
    const visible = { ...transaction, visible: true, raw_data: { ...transaction.raw_data, contract } };
    expect(readTransaction(visible as Json).transaction.owner).toBe(alice);
  });
});

describe('the JSON of a transaction', () => {
  it('may say nothing that the bytes do not', () => {
    const { raw_data: data, ...rest } = built('TransferContract', { to_address: hex(bob), amount: 5 });
    const [contract] = data.contract;
    const readWith = (change: object) => () => readTransaction({ ...rest, raw_data: { ...data, ...change } } as Json);
    expect(readWith({})).not.toThrow();
    expect(readWith({ fee_limit: 0, data: '' })).not.toThrow();
    const lies = [
      { fee_limit: 1 },
      { memo: 'x' },
      { contract: [] },
      { contract: [{ ...contract, provider: '00' }] },
      { contract: [{ ...contract, Permission_id: 2 }] },
      { contract: [{ ...contract, parameter: { ...contract!.parameter, value: { ...contract!.parameter.value, data: 'a9059cbb' } } }] },
      { contract: [{ ...contract, parameter: { ...contract!.parameter, value: { ...contract!.parameter.value, amount: 5.5 } } }] },
    ];
    for (const lie of lies) expect(readWith(lie), JSON.stringify(lie)).toThrow('transaction/invalid');
  });

  it('is not shown or signed for another account than the one that owns it', async () => {
    const { raw_data_hex: raw } = built('TransferContract', { to_address: hex(bob), amount: 5 });
    const subject = { type: 'transaction', address: bob, raw };
    expect(() => adapter.messages.preview(subject, network)).toThrow('transaction/invalid');
    await expect(adapter.messages.sign(subject, network, () => person().signer)).rejects.toThrow('transaction/invalid');
  });
});

describe('what tronweb would round', () => {
  it('is not built', async () => {
    const times = { expiration: 1_800_000_060_000, timestamp: 1_800_000_000_000 };
    const encoded = (amount: bigint) => encodeTransfer({ from: alice, to: bob, amount }, { id: '00'.repeat(32) }, times);
    expect(decodeRaw(await encoded(2n ** 53n - 1n)).fields['amount']).toBe(2n ** 53n - 1n);
    await expect(encoded(2n ** 53n + 1n)).rejects.toThrow('transaction/invalid');
  });
});

describe('bytes that are not one plain transaction', () => {
  const { raw_data_hex: good } = built('TransferContract', { to_address: hex(bob), amount: 5 });
  it.each([
    ['empty', ''],
    ['cut short', good.slice(0, -2)],
    ['with bytes after them', `${good}00`],
    ['with an unknown field', `${good}f801017a00`],
    ['with a field twice', good + good.slice(-14)],
    ['with its fields in another order', good.slice(-14) + good.slice(0, -14)],
    ['with two contracts', good.replace(/5a65.{202}/, (contract) => contract + contract)],
    ['with a varint longer than it must be', good.replace('1805', '188500').replace('5a65', '5a66').replace('1261', '1262').replace('1230', '1231')],
    ['of a type the wallet does not know', good.replace('5a650801', '5a650820')],
    ['of a type that disagrees with its parameter', good.replace('5a650801', '5a650802')],
    ['with an amount below zero', good.replace('1805', '18ffffffffffffffffff01').replace('5a65', '5a6e').replace('1261', '126a').replace('1230', '1239')],
  ])('are refused: %s', (_, raw) => {
    expect(raw).not.toBe(good);
    expect(() => decodeRaw(fromHex(raw))).toThrow('transaction/invalid');
  });

  it('are told from good ones', () => {
    expect(decodeRaw(fromHex(good)).fields['amount']).toBe(5n);
  });
});

describe('the preview of a transaction', () => {
  it('names recipient, amount, memo, expiry and permission of a transfer', () => {
    const preview = shown(built('TransferContract', { to_address: hex(bob), amount: 5_000_000 }, { data: '68656c6c6f', Permission_id: 2 }));
    expect(preview.title).toBe('send');
    expect(preview.changes).toEqual([{ direction: 'out', asset: `${network.id}/slip44:195`, amount: 5_000_000n, party: bob }]);
    expect(preview.details).toContainEqual({ label: 'memo', value: { kind: 'text', text: 'hello' } });
    expect(preview.details).toContainEqual({ label: 'expires-at', value: { kind: 'time', at: 1_800_000_060_000 } });
    expect(preview.details).toContainEqual({ label: 'permission-id', value: { kind: 'text', text: '2' } });
    expect(codes(preview)).toEqual(['info partial-signature']);
  });

  it.each(['095ea7b3', 'd73dd623', '39509351'])('warns of an unlimited allowance, however it is raised (%s)', (selector) => {
    const unlimited = call(selector + word(bob) + 'f'.repeat(64));
    expect(unlimited.title).toBe('approve-token');
    expect(unlimited.details).toContainEqual({ label: 'spender', value: { kind: 'address', address: bob } });
    expect(codes(unlimited)).toEqual(['danger unlimited-approval']);
    expect(codes(call(selector + word(bob) + word(1_000_000n)))).toEqual(['info token-allowance']);
    expect(codes(call(selector + word(bob) + word(0n)))).toEqual([]);
  });

  it('decodes token transfers, and says so when there is more than it decodes', () => {
    const plain = `a9059cbb${word(bob)}${word(77n)}`;
    expect(call(plain).details).toEqual(
      expect.arrayContaining([
        { label: 'contract', value: { kind: 'address', address: token } },
        { label: 'method', value: { kind: 'text', text: 'transfer(address,uint256)' } },
        { label: 'to', value: { kind: 'address', address: bob } },
        { label: 'field', name: 'amount', value: { kind: 'text', text: '77' } },
      ]),
    );
    expect(codes(call(plain))).toEqual([]);
    expect(codes(call(`${plain}00`))).toEqual(['info not-decoded']);
    expect(codes(call(plain.replace(/^(a9059cbb0{22})00/, '$141')))).toEqual([]);
    expect(codes(call(plain.replace(/^a9059cbb00/, 'a9059cbbff')))).toEqual(['info not-decoded']);
  });

  it('marks calls it has no words for, high fee limits, and control over everything', () => {
    expect(codes(call('deadbeef'))).toEqual(['info unknown-contract-call']);
    expect(codes(call(`a9059cbb${word(bob)}`))).toEqual(['info unknown-contract-call']);
    expect(codes(call('deadbeef', { fee_limit: 5_000_000_000 }))).toContain('danger fee-limit-high');
    expect(codes(call(`a22cb465${word(bob)}${word(1n)}`))).toEqual(['danger approval-for-all']);
    expect(codes(call(`f2fde38b${word(bob)}`))).toEqual(['danger ownership-change']);
  });

  it('shows every field of a list, and of a message in it', () => {
    const { details } = shown(built('VoteWitnessContract', { votes: [{ vote_address: hex(bob), vote_count: 5 }] }));
    expect(details).toContainEqual({ label: 'field', name: 'votes[0].vote_address', value: { kind: 'address', address: bob } });
    expect(details).toContainEqual({ label: 'field', name: 'votes[0].vote_count', value: { kind: 'text', text: '5' } });
  });

  it('warns of lending resources to others', () => {
    expect(codes(shown(built('DelegateResourceContract', { receiver_address: hex(bob), balance: 1_000_000, resource: 'ENERGY' })))).toEqual([
      'danger delegate',
    ]);
  });
});

describe('a transaction that hands the account to other keys', () => {
  const permission = (name: string, type: number) => ({ type, permission_name: name, threshold: 1, keys: [{ address: hex(bob), weight: 1 }] });
  const owner = built('AccountPermissionUpdateContract', { owner: permission('owner', 0) });
  const active = built('AccountPermissionUpdateContract', {
    owner: { ...permission('owner', 0), keys: [{ address: hex(alice), weight: 1 }] },
    actives: [{ ...permission('active', 2), id: 2, operations: '7f'.padEnd(64, '0') }],
  });

  it.each([
    ['the owner', owner],
    ['one who may act for the owner', active],
  ])('is read, but asked of nobody when it names %s', async (_, transaction) => {
    expect(readTransaction(transaction as Json).transaction).toMatchObject({ type: 'AccountPermissionUpdateContract', owner: alice });
    const { ask } = adapter.page['tron_signTransaction'] as Extract<PageMethod<TronNetwork>, { access: 'approval' }>;
    await expect(ask(pageOf(contextOf(silent), me), [transaction as Json])).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('controls'),
    });
  });

  it('is not signed either where a question of it lies in storage', async () => {
    const subject = { type: 'transaction', address: alice, raw: owner.raw_data_hex };
    expect(() => adapter.messages.preview(subject, network)).toThrow('transaction/invalid');
    await expect(adapter.messages.sign(subject, network, () => me.signer)).rejects.toThrow('transaction/invalid');
  });
});

it('takes no field number that is only right in its lowest 32 bits', () => {
  // ref_block_bytes again, its tag with a bit above the thirty-second.
  const { raw_data_hex: raw } = built('TransferContract', { to_address: hex(bob), amount: 5 });
  expect(raw.startsWith('0a02')).toBe(true);
  expect(() => decodeRaw(fromHex(raw))).not.toThrow();
  expect(() => decodeRaw(fromHex(`8a8080801002${raw.slice(4)}`))).toThrow('transaction/invalid');
});
