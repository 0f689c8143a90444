import type { Field, Schema } from './protobuf';

// Field numbers of the protocol's public .proto files. What is not listed here, the wallet does not sign.

const integer = (name: string): Field => ({ name, kind: 'integer' });
const bytes = (name: string): Field => ({ name, kind: 'bytes' });
const text = (name: string): Field => ({ name, kind: 'text' });
const flag = (name: string): Field => ({ name, kind: 'boolean' });
const address = (name: string): Field => ({ name, kind: 'address' });
const one = (name: string, kind: Schema): Field => ({ name, kind });
const many = (name: string, kind: Field['kind']): Field => ({ name, kind, repeated: true });
const choice = (name: string, ...names: readonly string[]): Field => ({ name, kind: 'integer', names });

const owner = address('owner_address');
const receiver = address('receiver_address');
const resource = choice('resource', 'BANDWIDTH', 'ENERGY', 'TRON_POWER');

const permission: Schema = {
  1: choice('type', 'Owner', 'Witness', 'Active'),
  2: integer('id'),
  3: text('permission_name'),
  4: integer('threshold'),
  5: integer('parent_id'),
  6: bytes('operations'),
  7: many('keys', { 1: address('address'), 2: integer('weight') }),
};

/** `Transaction.raw` without the fields that nothing uses (ref_block_num, auths, scripts). */
export const rawSchema: Schema = {
  1: bytes('ref_block_bytes'),
  4: bytes('ref_block_hash'),
  8: integer('expiration'),
  10: bytes('data'),
  11: many('contract', { 1: integer('type'), 2: one('parameter', { 1: text('type_url'), 2: bytes('value') }), 5: integer('Permission_id') }),
  14: integer('timestamp'),
  18: integer('fee_limit'),
};

/** By the number in `Transaction.Contract.type`. */
export const contractTypes: Readonly<Record<number, { readonly name: string; readonly schema: Schema }>> = {
  0: { name: 'AccountCreateContract', schema: { 1: owner, 2: address('account_address'), 3: choice('type', 'Normal', 'AssetIssue', 'Contract') } },
  1: { name: 'TransferContract', schema: { 1: owner, 2: address('to_address'), 3: integer('amount') } },
  2: { name: 'TransferAssetContract', schema: { 1: bytes('asset_name'), 2: owner, 3: address('to_address'), 4: integer('amount') } },
  3: { name: 'VoteAssetContract', schema: { 1: owner, 2: many('vote_address', 'address'), 3: flag('support'), 5: integer('count') } },
  4: { name: 'VoteWitnessContract', schema: { 1: owner, 2: many('votes', { 1: address('vote_address'), 2: integer('vote_count') }), 3: flag('support') } },
  10: { name: 'AccountUpdateContract', schema: { 1: bytes('account_name'), 2: owner } },
  11: { name: 'FreezeBalanceContract', schema: { 1: owner, 2: integer('frozen_balance'), 3: integer('frozen_duration'), 10: resource, 15: receiver } },
  12: { name: 'UnfreezeBalanceContract', schema: { 1: owner, 10: resource, 15: receiver } },
  13: { name: 'WithdrawBalanceContract', schema: { 1: owner } },
  14: { name: 'UnfreezeAssetContract', schema: { 1: owner } },
  19: { name: 'SetAccountIdContract', schema: { 1: bytes('account_id'), 2: owner } },
  31: {
    name: 'TriggerSmartContract',
    schema: { 1: owner, 2: address('contract_address'), 3: integer('call_value'), 4: bytes('data'), 5: integer('call_token_value'), 6: integer('token_id') },
  },
  46: {
    name: 'AccountPermissionUpdateContract',
    schema: { 1: owner, 2: one('owner', permission), 3: one('witness', permission), 4: many('actives', permission) },
  },
  54: { name: 'FreezeBalanceV2Contract', schema: { 1: owner, 2: integer('frozen_balance'), 3: resource } },
  55: { name: 'UnfreezeBalanceV2Contract', schema: { 1: owner, 2: integer('unfreeze_balance'), 3: resource } },
  56: { name: 'WithdrawExpireUnfreezeContract', schema: { 1: owner } },
  57: { name: 'DelegateResourceContract', schema: { 1: owner, 2: resource, 3: integer('balance'), 4: receiver, 5: flag('lock'), 6: integer('lock_period') } },
  58: { name: 'UnDelegateResourceContract', schema: { 1: owner, 2: resource, 3: integer('balance'), 4: receiver } },
  59: { name: 'CancelAllUnfreezeV2Contract', schema: { 1: owner } },
};
