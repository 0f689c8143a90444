import { describe, expect, it } from 'vitest';
import { adapter } from '../../../src/chains/evm/adapter';
import type { Question } from '../../../src/chains/adapter';
import { NodeError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { ethereum, lying, nowhere, pageContext, person } from './world';

const alice = person();
const other = person().address;
const { page } = adapter;

async function call(method: string, params: Json, people = [alice], node = nowhere): Promise<Json> {
  const entry = page[method]!;
  const context = pageContext(ethereum, people, node);
  switch (entry.access) {
    case 'public':
    case 'connected':
      return entry.handle(context, params);
    case 'connect':
      entry.check?.(params);
      return entry.answer(context, params);
    case 'disconnect':
      return entry.answer(context, params);
    case 'switch':
      return entry.network(params);
    case 'add':
      return entry.network(context, params);
    case 'batch':
      return entry.plan(context, params, new Set(['0x01'])) as unknown as Json;
    case 'batch-status':
      return entry.id(params);
    case 'token':
      return entry.token(context, params) as unknown as Json;
    case 'approval':
      return (await entry.ask(context, params)) as unknown as Json;
  }
}
const send = (fields: { readonly [field: string]: Json }) => call('eth_sendTransaction', [{ from: alice.address, to: other, value: '0x1', ...fields }]);

describe('the methods of a page', () => {
  it('are asked about before they sign, all of them', () => {
    const signing = Object.keys(page).filter((method) => /sign|send/i.test(method));
    expect(signing.sort()).toEqual([
      'eth_sendTransaction',
      'eth_signTypedData',
      'eth_signTypedData_v1',
      'eth_signTypedData_v3',
      'eth_signTypedData_v4',
      'personal_sign',
      'wallet_sendCalls',
    ]);
    for (const method of signing) expect(page[method]!.access).toBe(method === 'wallet_sendCalls' ? 'batch' : 'approval');
  });

  it('answer a page without accounts with what is the same for everybody', async () => {
    const open = Object.keys(page).filter((method) => page[method]!.access === 'public');
    expect(open.sort()).toEqual([
      'eth_accounts',
      'eth_chainId',
      'eth_coinbase',
      'net_version',
      'personal_ecRecover',
      'wallet_getPermissions',
      'web3_clientVersion',
      'web3_sha3',
    ]);
    expect([await call('eth_coinbase', null, []), await call('eth_coinbase', null)]).toEqual([null, alice.address]);
    expect(await call('eth_accounts', [], [])).toEqual([]);
    expect(await call('wallet_getPermissions', [], [])).toEqual([]);
    expect([await call('eth_chainId', null, []), await call('net_version', null, [])]).toEqual(['0x1', '1']);
  });

  it('write permissions as EIP-2255 does', async () => {
    const granted = [
      { invoker: 'https://site.example', parentCapability: 'eth_accounts', caveats: [{ type: 'restrictReturnedAccounts', value: [alice.address] }] },
    ];
    expect(await call('wallet_requestPermissions', [{ eth_accounts: {} }])).toEqual(granted);
    expect(await call('wallet_revokePermissions', [{ eth_accounts: {} }])).toBeNull();
    for (const params of [[], [{}], [{ eth_sign: {} }], [{ eth_accounts: {}, snap: {} }], null])
      await expect(call('wallet_requestPermissions', params)).rejects.toMatchObject({ code: -32602 });
  });

  it('hash as the EVM does', async () => {
    expect(await call('web3_sha3', ['0x68656c6c6f20776f726c64'])).toBe('0x47173285a8d7341e5e972fc677286384f802f8ef42a5ec5f03bbfa254cb01fad');
    await expect(call('web3_sha3', ['hello'])).rejects.toMatchObject({ code: -32602 });
  });

  it('say who signed a message, and nothing of a signature that nobody can have made', async () => {
    const question = (await call('personal_sign', ['hello', alice.address])) as unknown as Extract<Question, { type: 'sign' }>;
    const signature = await adapter.messages.sign(question.subject, ethereum, alice.signers);
    expect(await call('personal_ecRecover', ['hello', signature], [])).toBe(alice.address.toLowerCase());
    expect(await call('personal_ecRecover', ['0x68656c6c6f', signature], [])).toBe(alice.address.toLowerCase());
    for (const wrong of [`0x${'0'.repeat(128)}1b`, `0x${'f'.repeat(128)}1c`, `0x${'1'.repeat(128)}1d`, '0x', 1])
      await expect(call('personal_ecRecover', ['hello', wrong], [])).rejects.toMatchObject({ code: -32602 });
  });

  it.each(['0x01', '1', '0x', '0x0', 'ff', '0X1', 1, null])('refuse the chain id %j', async (chainId) => {
    await expect(call('wallet_switchEthereumChain', [{ chainId }])).rejects.toMatchObject({ code: -32602 });
    await expect(call('wallet_switchEthereumChain', [{ chainId: '0x1', rpcUrls: [] }])).rejects.toMatchObject({ code: -32602 });
    expect(await call('wallet_switchEthereumChain', [{ chainId: '0x38' }])).toBe('eip155:56');
  });
});

describe('typed data of every version', () => {
  const domain = { name: 'x' };
  const typed = (type: string, value: Json) => ({
    types: { EIP712Domain: [{ name: 'name', type: 'string' }], Note: [{ name: 'text', type }] },
    primaryType: 'Note',
    domain,
    message: { text: value },
  });
  const entries = [{ type: 'string', name: 'text', value: 'hi' }];
  const kindOf = async (method: string, params: Json) =>
    ((await call(method, params)) as unknown as { readonly subject: { readonly kind: string } }).subject.kind;

  it('is a list in version 1, and arrays are for version 4 only', async () => {
    expect(await kindOf('eth_signTypedData_v1', [entries, alice.address])).toBe('entries');
    expect(await kindOf('eth_signTypedData_v3', [alice.address, JSON.stringify(typed('string', 'hi'))])).toBe('typed');
    expect(await kindOf('eth_signTypedData_v4', [alice.address, typed('string[]', ['hi'])])).toBe('typed');
    await expect(call('eth_signTypedData_v3', [alice.address, typed('string[]', ['hi'])])).rejects.toMatchObject({ code: -32602 });
  });

  it('is told by its shape where a site names no version', async () => {
    expect(await kindOf('eth_signTypedData', [entries, alice.address])).toBe('entries');
    expect(await kindOf('eth_signTypedData', [alice.address, typed('string', 'hi')])).toBe('typed');
  });

  it.each<[string, Json]>([
    ['no values', []],
    ['a value of another type', [{ type: 'uint8', name: 'a', value: 256 }]],
    ['an unknown type', [{ type: 'tuple', name: 'a', value: {} }]],
    ['a list of texts, which could be cut elsewhere', [{ type: 'string[]', name: 'a', value: ['x'] }]],
    ['a value without a name', [{ type: 'string', value: 'x' }]],
    ['a list of another length than its type says', [{ type: 'uint8[2]', name: 'a', value: [1] }]],
  ])('refuses a list of %s', async (_what, list) => {
    await expect(call('eth_signTypedData_v1', [list, alice.address])).rejects.toMatchObject({ code: -32602 });
  });

  it('signs for no account that the site may not use', async () => {
    for (const [method, params] of [
      ['eth_signTypedData_v1', [entries, other]],
      ['eth_signTypedData_v3', [other, typed('string', 'hi')]],
    ] as const)
      await expect(call(method, params)).rejects.toMatchObject({ code: 4100 });
  });

  it('shows every value of a list, and that it names no network', async () => {
    const { subject } = (await call('eth_signTypedData_v1', [
      [...entries, { type: 'address', name: 'who', value: other.toLowerCase() }],
      alice.address,
    ])) as unknown as Extract<Question, { type: 'sign' }>;
    const { details, warnings } = adapter.messages.preview(subject, ethereum);
    expect(details.slice(1)).toEqual([
      { label: 'field', name: 'text', value: { kind: 'text', text: 'hi' } },
      { label: 'field', name: 'who', value: { kind: 'address', address: other } },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['chain-missing']);
  });
});

describe('encryption', () => {
  const box = {
    version: 'x25519-xsalsa20-poly1305',
    nonce: '1dvWO7uOnBnO7iNDJ9kO9pTasLuKNlej',
    ephemPublicKey: 'FBH1/pAEHOOW14Lu3FWkgV3qOEcuL78Zy+qW1RwzMXQ=',
    ciphertext: 'f8kBcl/NCyf3sybfbwAKk/np2Bzt9lRVkZejr6uh5FgnNlH/ic62DZzy',
  };
  const hex = (value: Json) => `0x${Buffer.from(JSON.stringify(value)).toString('hex')}`;

  it('asks before it tells a key or opens a message, and shows what it is about', async () => {
    for (const [method, params, title] of [
      ['eth_getEncryptionPublicKey', [alice.address], 'share-key'],
      ['eth_decrypt', [hex(box), alice.address], 'decrypt'],
      ['eth_decrypt', [JSON.stringify(box), alice.address], 'decrypt'],
    ] as const) {
      expect(page[method]!.access).toBe('approval');
      const { subject } = (await call(method, params)) as unknown as Extract<Question, { type: 'sign' }>;
      expect(adapter.messages.preview(subject, ethereum).title).toBe(title);
    }
  });

  it.each<[string, Json, number]>([
    ['eth_getEncryptionPublicKey', [other], 4100],
    ['eth_getEncryptionPublicKey', [], 4200],
    ['eth_decrypt', [hex(box), other], 4100],
    ['eth_decrypt', [hex({ ...box, version: 'other' }), alice.address], -32602],
    ['eth_decrypt', [hex({ ...box, nonce: '' }), alice.address], -32602],
    ['eth_decrypt', [hex({ ...box, ephemPublicKey: 'AAAA' }), alice.address], -32602],
    ['eth_decrypt', [hex({ ...box, ciphertext: 'AAAA' }), alice.address], -32602],
    ['eth_decrypt', ['hello', alice.address], -32602],
    ['eth_decrypt', [box, alice.address], -32602],
  ])('%s refuses %j with %d', async (method, params, code) => {
    await expect(call(method, params)).rejects.toMatchObject({ code });
  });

  it('is not there for an account whose key cannot do it', async () => {
    const { subject } = (await call('eth_getEncryptionPublicKey', [alice.address])) as unknown as Extract<Question, { type: 'sign' }>;
    await expect(adapter.messages.sign(subject, ethereum, alice.signers)).rejects.toMatchObject({ code: 'chain/unsupported' });
  });
});

describe('eth_sendTransaction', () => {
  it('becomes an intent that holds what was asked, checked and nothing more', async () => {
    const question = await send({ data: '0xABCD', gas: '0x5208', chainId: '0x1', constructor: { x: 1 }, to: other.toLowerCase() });
    expect(question).toEqual({
      type: 'transaction',
      intent: {
        type: 'request',
        from: alice.address,
        method: 'eth_sendTransaction',
        params: {
          from: alice.address,
          to: other,
          value: '0x1',
          data: '0xabcd',
          gas: '0x5208',
        },
      },
    });
  });

  it.each<[string, { readonly [field: string]: Json }]>([
    ['another chain', { chainId: '0x38' }],
    ['a number for a quantity', { value: 1 }],
    ['a value over 256 bits', { value: `0x1${'0'.repeat(64)}` }],
    ['a gas limit no block has', { gas: '0xffffffffffffffff' }],
    ['two gas limits', { gas: '0x5208', gasLimit: '0x5209' }],
    ['a price no chain had', { maxFeePerGas: '0xde0b6b3a7640000' }],
    ['two names for other data', { data: '0x01', input: '0x02' }],
    ['a tip with one gas price', { gasPrice: '0x1', maxPriorityFeePerGas: '0x1' }],
    ['a type that does not fit its fees', { type: '0x1', maxFeePerGas: '0x1' }],
    ['blobs', { type: '0x3', blobVersionedHashes: [] }],
    ['an authorisation under another type', { authorizationList: [] }],
    ['neither a recipient nor code', { to: '' }],
    ['data beyond what a pool takes', { data: `0x${'00'.repeat(131_073)}` }],
    ['a crooked access list', { accessList: [{ address: other }] }],
  ])('refuses %s', async (_what, fields) => {
    await expect(send(fields)).rejects.toMatchObject({ code: -32602 });
  });

  it('refuses to pay from an account that the site may not use', async () => {
    await expect(send({ from: other })).rejects.toMatchObject({ code: 4100 });
    await expect(call('eth_sendTransaction', [{ from: alice.address, to: other }], [])).rejects.toMatchObject({ code: 4100 });
  });
});

describe('reads', () => {
  const asked: { method: string; params: Json }[] = [];
  const node = {
    ...nowhere,
    request: async (method: string, params: Json) => {
      asked.push({ method, params });
      return '0x1';
    },
  };

  it.each<[string, Json]>([
    ['eth_blockNumber', []],
    ['eth_blockNumber', null],
    ['eth_getBalance', [other, 'latest']],
    ['eth_getBalance', [other]],
    ['eth_getBalance', [other, { blockHash: `0x${'1'.repeat(64)}` }]],
    ['eth_call', [{ to: other, data: '0x' }, 'latest']],
    ['eth_call', [{ to: other, data: '0x' }, 'latest', { [other]: { balance: '0x1' } }]],
    ['eth_estimateGas', [{ from: other, to: null, data: '0x60' }]],
    ['eth_getLogs', [{ address: [other], topics: [null, [`0x${'1'.repeat(64)}`]], fromBlock: '0x1', toBlock: 'latest' }]],
    ['eth_feeHistory', ['0x5', 'latest', [25, 75]]],
    ['eth_getBlockByNumber', ['latest', false]],
    ['eth_getStorageAt', [other, '0x0', 'latest']],
    ['eth_getProof', [other, ['0x0'], 'latest']],
    ['eth_createAccessList', [{ from: other, to: other }, 'latest']],
    ['eth_getBlockReceipts', ['latest']],
    ['eth_getUncleCountByBlockNumber', ['latest']],
    ['eth_getUncleByBlockNumberAndIndex', ['latest', '0x0']],
    ['eth_blobBaseFee', []],
    ['eth_getTransactionReceipt', [`0x${'1'.repeat(64)}`]],
  ])('%s passes on %j as it came', async (method, params) => {
    expect(await call(method, params, [alice], node)).toBe('0x1');
    expect(asked.at(-1)).toEqual({ method, params: params ?? [] });
  });

  it.each<[string, Json]>([
    ['eth_blockNumber', [1]],
    ['eth_getBalance', [other, 'newest']],
    ['eth_getBalance', ['vitalik.eth', 'latest']],
    ['eth_getBalance', [other, 'latest', 1]],
    ['eth_getBalance', {}],
    ['eth_call', [{ to: other, data: '0xabc' }]],
    ['eth_call', [{ to: other, data: `0x${'ab'.repeat(500_001)}` }, 'latest']],
    ['eth_call', [{ to: other, unknown: 1 }]],
    ['eth_call', [{ to: other }, 'latest', []]],
    ['eth_getProof', [other, ['0x0']]],
    ['eth_getProof', [other, Array.from({ length: 101 }, () => '0x0'), 'latest']],
    ['eth_getUncleByBlockNumberAndIndex', ['latest', 0]],
    ['eth_getLogs', [{ topics: 'x' }]],
    ['eth_getLogs', [{ blockHash: `0x${'1'.repeat(64)}`, fromBlock: '0x1' }]],
    ['eth_feeHistory', [2000, 'latest', []]],
    ['eth_getBlockByNumber', ['0x01', false]],
    ['eth_getTransactionReceipt', ['0x1']],
  ])('%s refuses %j without asking the node', async (method, params) => {
    const before = asked.length;
    await expect(call(method, params, [alice], node)).rejects.toMatchObject({ code: -32602 });
    expect(asked).toHaveLength(before);
  });

  it('tell the page why a call reverts, in the number that nodes use', async () => {
    const reverting = lying(nowhere, {
      eth_call: () => {
        throw new NodeError(3, 'execution reverted', '0x08c379a0');
      },
    });
    await expect(call('eth_call', [{ to: other }], [alice], reverting)).rejects.toMatchObject({ code: 3, data: '0x08c379a0' });
    const odd = lying(nowhere, {
      eth_call: () => {
        throw new NodeError(4001, 'User rejected', { a: 1 });
      },
    });
    await expect(call('eth_call', [{ to: other }], [alice], odd)).rejects.toMatchObject({ code: -32603, data: undefined });
  });
});
