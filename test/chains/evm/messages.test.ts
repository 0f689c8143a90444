import { verifyMessage, verifyTypedData } from 'viem';
import { describe, expect, it } from 'vitest';
import { adapter } from '../../../src/chains/evm/adapter';
import type { Json } from '../../../src/core/json';
import { bsc, ethereum, pageContext, person } from './world';

const alice = person();
const context = pageContext(ethereum, [alice]);
const address = alice.address as `0x${string}`;

async function ask(method: 'personal_sign' | 'eth_signTypedData_v4', params: Json) {
  const entry = adapter.page[method]!;
  if (entry.access !== 'approval') throw new Error('asks nobody');
  const question = await entry.ask(context, params);
  if (question.type !== 'sign') throw new Error('sends');
  // What waits for a person lies in storage as JSON.
  return JSON.parse(JSON.stringify(question.subject)) as Json;
}
const sign = async (subject: Json) => (await adapter.messages.sign(subject, ethereum, alice.signers)) as `0x${string}`;
const codes = (subject: Json) => adapter.messages.preview(subject, ethereum).warnings.map(({ level, code }) => `${level} ${code}`);

describe('personal_sign', () => {
  it.each([
    ['hex', '0x68656c6c6f', 'hello'],
    ['text', 'hello', 'hello'],
    ['text in Chinese', '你好', '你好'],
    ['nothing', '0x', ''],
    ['half a byte', '0x123', '0x123'],
    ['what only begins as hex', '0xzz', '0xzz'],
  ])('signs %s as viem verifies it, in either order of params', async (_what, message, text) => {
    for (const params of [
      [message, address],
      [address, message],
    ]) {
      const subject = await ask('personal_sign', params);
      expect(await verifyMessage({ address, message: text, signature: await sign(subject) })).toBe(true);
      expect(adapter.messages.preview(subject, ethereum)).toMatchObject({
        title: 'sign-message',
        details: expect.arrayContaining([{ label: 'message', value: { kind: 'text', text } }]),
      });
    }
  });

  it('signs bytes that are no text, and shows them as bytes', async () => {
    const subject = await ask('personal_sign', ['0xff00', address]);
    expect(await verifyMessage({ address, message: { raw: '0xff00' }, signature: await sign(subject) })).toBe(true);
    expect(codes(subject)).toEqual(['info not-decoded']);
  });

  it('alarms about what looks like a hash, and tells of characters that cannot be seen', async () => {
    expect(codes(await ask('personal_sign', [`0x${'c1'.repeat(32)}`, address]))).toEqual(['danger hash-like-message']);
    expect(codes(await ask('personal_sign', ['pay \u202e001', address]))).toEqual(['info control-characters']);
    expect(codes(await ask('personal_sign', ['a perfectly legible 32 byte text', address]))).toEqual([]);
  });

  it('is signed by the account that was shown, or by none', async () => {
    const subject = await ask('personal_sign', ['hello', address]);
    await expect(adapter.messages.sign(subject, ethereum, person().signers)).rejects.toMatchObject({ code: 'account/unknown' });
    await expect(adapter.messages.sign({ ...(subject as object), message: 5 } as Json, ethereum, alice.signers)).rejects.toMatchObject({
      code: 'dapp/invalid-params',
    });
  });
});

describe('signing in with Ethereum (EIP-4361)', () => {
  const issued = new Date(context.now()).toISOString();
  const message = (fields: { domain?: string; account?: string; chain?: number; expires?: string; uri?: string } = {}) => {
    const { domain = 'site.example', account = address, chain = 1, expires, uri = 'https://site.example/login' } = fields;
    return `${domain} wants you to sign in with your Ethereum account:\n${account}\n\nHello.\n\nURI: ${uri}\nVersion: 1\nChain ID: ${chain}\nNonce: 32891757\nIssued At: ${issued}${expires ? `\nExpiration Time: ${expires}` : ''}`;
  };

  it('is recognised, and has nothing to warn of when all of it fits', async () => {
    const subject = await ask('personal_sign', [message(), address]);
    const preview = adapter.messages.preview(subject, ethereum);
    expect([preview.title, preview.warnings]).toEqual(['sign-in', []]);
    expect(preview.details).toContainEqual({ label: 'domain', value: { kind: 'text', text: 'site.example' } });
    expect(await verifyMessage({ address, message: message(), signature: await sign(subject) })).toBe(true);
  });

  it.each([
    ['another site', { domain: 'bank.example' }, 'danger domain-mismatch'],
    ['another port', { domain: 'site.example:8443' }, 'danger domain-mismatch'],
    ['another scheme', { domain: 'http://site.example' }, 'danger domain-mismatch'],
    ['a user name before the host', { domain: 'bank.example@site.example' }, 'danger domain-mismatch'],
    ['another account', { account: person().address }, 'danger account-mismatch'],
    ['another chain', { chain: 56 }, 'danger chain-mismatch'],
    ['a time that is over', { expires: '2020-01-01T00:00:00Z' }, 'danger time-invalid'],
    ['a link to elsewhere', { uri: 'https://bank.example' }, 'info domain-mismatch'],
  ])('warns of %s', async (_what, fields, code) => {
    expect(codes(await ask('personal_sign', [message(fields), address]))).toEqual([code]);
  });

  it('is not believed when it only looks like one', async () => {
    for (const text of [message().replace('Version: 1', 'Version: 2'), message().replace('Nonce: 32891757', 'Nonce: 1'), `${message()}\n\n${message()}`]) {
      const subject = await ask('personal_sign', [text, address]);
      expect([adapter.messages.preview(subject, ethereum).title, codes(subject)]).toEqual(['sign-message', ['danger domain-mismatch']]);
    }
  });
});

describe('eth_signTypedData_v4', () => {
  const domain = { name: 'Ether Mail', version: '1', chainId: 1, verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC' } as const;
  const types = {
    EIP712Domain: [
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
    ],
    Person: [
      { name: 'name', type: 'string' },
      { name: 'wallet', type: 'address' },
    ],
    Mail: [
      { name: 'from', type: 'Person' },
      { name: 'to', type: 'Person[]' },
      { name: 'contents', type: 'string' },
    ],
  } as const;
  const cow = { name: 'Cow', wallet: '0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826' } as const;
  const bob = { name: 'Bob', wallet: '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB' } as const;
  const data = { types, primaryType: 'Mail', domain, message: { from: cow, to: [bob], contents: 'Hello, Bob!' } } as const;

  it.each(['text', 'object'])('signs %s as viem verifies it, and shows every value that is signed', async (form) => {
    const subject = await ask('eth_signTypedData_v4', [address, form === 'text' ? JSON.stringify(data) : data]);
    expect(await verifyTypedData({ ...data, domain: { ...domain, chainId: 1n }, address, signature: await sign(subject) })).toBe(true);
    const preview = adapter.messages.preview(subject, ethereum);
    expect([preview.title, preview.warnings]).toEqual(['sign-typed-data', []]);
    expect(preview.details.filter(({ label, name }) => label === 'field' && name !== 'version').map(({ name }) => name)).toEqual([
      'from.name',
      'from.wallet',
      'to[0].name',
      'to[0].wallet',
      'contents',
    ]);
  });

  it('does not show what is not signed', async () => {
    const subject = await ask('eth_signTypedData_v4', [address, { ...data, message: { ...data.message, hidden: 'pay 1000' } }]);
    expect(JSON.stringify(adapter.messages.preview(subject, ethereum).details)).not.toContain('1000');
  });

  it('judges a permit by what is signed of it, not by what lies beside', async () => {
    const permit = ['owner address', 'spender address', 'value uint256', 'nonce uint256', 'deadline uint256'].map((field) => ({
      name: field.split(' ')[0]!,
      type: field.split(' ')[1]!,
    }));
    const message = { owner: address, spender: cow.wallet, value: `0x${'f'.repeat(64)}`, nonce: 0, deadline: 1e9, allowed: false };
    const subject = await ask('eth_signTypedData_v4', [address, { types: { ...types, Permit: permit }, primaryType: 'Permit', domain, message }]);
    expect(codes(subject)).toEqual(['danger unlimited-approval']);
  });

  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])('shows a type that is named %s like any other', async (name) => {
    const opaque = { types: { ...types, [name]: [{ name: 'root', type: 'bytes32' }] }, primaryType: name, domain, message: { root: `0x${'1'.repeat(64)}` } };
    expect(codes(await ask('eth_signTypedData_v4', [address, opaque]))).toEqual(['danger blind-signing']);
  });

  it('names the network, and shows the hashes that a hardware wallet and a Safe show', async () => {
    // The hashes of EIP-712's own example.
    const mail = { ...data, types: { ...types, Mail: types.Mail.map((field) => (field.name === 'to' ? { ...field, type: 'Person' } : field)) } };
    const subject = await ask('eth_signTypedData_v4', [address, { ...mail, message: { from: cow, to: bob, contents: 'Hello, Bob!' } }]);
    const { details } = adapter.messages.preview(subject, ethereum);
    const find = (label: string) => details.find((detail) => detail.label === label)?.value;
    expect(find('chain')).toEqual({ kind: 'text', text: 'Ethereum (1)' });
    expect(find('domain-hash')).toEqual({ kind: 'bytes', hex: 'f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f' });
    expect(find('message-hash')).toEqual({ kind: 'bytes', hex: 'c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e' });
    expect(find('signed-hash')).toEqual({ kind: 'bytes', hex: 'be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2' });
  });

  it('refuses another chain, when it is asked and when it is signed', async () => {
    await expect(ask('eth_signTypedData_v4', [address, { ...data, domain: { ...domain, chainId: 56 } }])).rejects.toMatchObject({ code: -32602 });
    const subject = await ask('eth_signTypedData_v4', [address, data]);
    await expect(adapter.messages.sign(subject, bsc, alice.signers)).rejects.toMatchObject({ code: 'dapp/invalid-params' });
  });

  it('cannot be made to show one thing and sign another: the domain type may not hide the chain', async () => {
    const disguised = { ...data, types: { ...types, EIP712Domain: [{ name: 'chainId', type: 'string' }] }, domain: { chainId: '56' } };
    await expect(ask('eth_signTypedData_v4', [address, disguised])).rejects.toMatchObject({ code: -32602 });
  });

  it('is for an account that the site may use', async () => {
    await expect(ask('eth_signTypedData_v4', [person().address, data])).rejects.toMatchObject({ code: 4100 });
  });
});
