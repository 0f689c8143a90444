import { existsSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageMethod } from '../../src/chains/adapter';
import type { Network } from '../../src/chains/family';
import { loadAdapter } from '../../src/chains/load';
import { families, familyIds, familyOf } from '../../src/chains/registry';
import { NodeError, PageError, WalletError } from '../../src/core/errors';
import type { Json } from '../../src/core/json';
import { frozen, networkOf, pageContext, person } from './fixture';
import { fixtures } from './fixtures';

it('knows every family that has a folder, and no other', () => {
  const folders = readdirSync('src/chains', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.sort()).toEqual([...familyIds].sort());
});

describe.each(familyIds)('the family %s', (family) => {
  const { networks, addressLike, pageErrors } = familyOf(family);
  const local = networkOf(networks.find((network) => network.local)!.id);

  it.each(['family.ts', 'networks.ts', 'adapter.ts', 'inpage.ts'])('has a file %s', (file) => {
    expect(existsSync(`src/chains/${family}/${file}`)).toBe(true);
  });

  it('has a mainnet with two endpoints, and a local network that is off until it is wanted', () => {
    const [main] = networks;
    expect(main.testnet).toBeUndefined();
    expect(main.rpc.length).toBeGreaterThanOrEqual(2);
    expect(local).toMatchObject({ local: true, testnet: true });
    for (const { id } of networks) expect(id.startsWith(`${families[family].namespace}:`)).toBe(true);
  });

  it('reads every address it writes, as itself, on every network', async () => {
    const { addresses } = await loadAdapter(family);
    for (const network of networks) {
      for (let i = 1; i <= 20; i++) {
        const { address } = await person(family, network);
        expect(addresses.parse(address, network)).toBe(address);
        expect(address).toMatch(addressLike);
      }
    }
  });

  it('refuses what is no address of the network, with a code of its own', async () => {
    const { addresses } = await loadAdapter(family);
    const foreign = await Promise.all(
      familyIds.filter((other) => other !== family).map(async (other) => (await person(other, familyOf(other).networks[0])).address),
    );
    for (const text of [...fixtures[family].wrong, ...foreign, '', ' ', '0', '__proto__', '💰'.repeat(20), 'a'.repeat(100_000)]) {
      expect(() => addresses.parse(text, local), text.slice(0, 60)).toThrow(WalletError);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(addresses.parse(text, local)).toMatch(addressLike);
        } catch (error) {
          expect(error).toBeInstanceOf(WalletError);
        }
      }),
    );
  });

  it('has numbers of its own for what only the wallet may say', () => {
    const { rejected, unauthorized, unsupported } = pageErrors;
    expect(new Set([rejected, unauthorized, unsupported]).size).toBe(3);
  });

  it('makes a question of everything that signs or sends', async () => {
    const { page } = await loadAdapter(family);
    const approvals = Object.keys(page).filter((name) => page[name]!.access === 'approval');
    expect(approvals.length).toBeGreaterThanOrEqual(2);
    // Sending on what was signed before is the one thing with that name that signs nothing.
    const said = Object.keys(page).filter((name) => /sign|sendTransaction|sendTransfer|sendBitcoin/i.test(name) && !/raw/i.test(name));
    expect(said.filter((name) => page[name]!.access !== 'approval')).toEqual([]);
    for (const name of Object.keys(page)) expect(name).toMatch(/^[A-Za-z0-9_:]{1,100}$/);
  });

  it('meets hostile params with an error that has a number, or an answer that is JSON', async () => {
    const { page } = await loadAdapter(family);
    const [one, two] = [await person(family, local, 1), await person(family, local, 2)];
    const junk: readonly Json[] = [
      null,
      true,
      0,
      -1,
      1e308,
      '',
      'x',
      '0x',
      [],
      [[[[]]]],
      {},
      [null],
      [{}],
      [[]],
      ['0x'],
      [one.address],
      [one.address, one.address],
      { account: one.address },
      { address: one.address },
      Array.from({ length: 2_000 }, () => '0x'),
      JSON.parse('{"__proto__":{"silent":true},"constructor":1}') as Json,
      { toString: 1, valueOf: 1, length: -1 },
      { purposes: 'payment' },
      { silent: 'yes' },
      [{ chainId: '__proto__' }],
      [{ from: one.address, to: one.address, value: '-0x1' }],
      'a'.repeat(50_000),
      [1, 2, 3],
      ['💣\u202e\u0000', one.address],
    ];
    for (const [name, method] of Object.entries(page)) {
      for (const params of junk) {
        const outcome = await Promise.resolve()
          .then(() => call(method, pageContext(local, [one, two]), params))
          .then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
        const said = `${name}(${JSON.stringify(params).slice(0, 80)})`;
        if ('error' in outcome) {
          const known =
            [PageError, NodeError, WalletError].some((kind) => outcome.error instanceof kind) || (outcome.error as Error).message === 'asked a node';
          expect(known, `${said}: ${String(outcome.error)}`).toBe(true);
        } else if (outcome.value !== undefined) {
          expect(() => JSON.stringify(outcome.value), said).not.toThrow(/cyclic/);
        }
      }
    }
    expect(({} as Record<string, unknown>)['silent']).toBeUndefined();
  });

  it('asks about the account that the page named, and signs with no other', async () => {
    const { page, messages } = await loadAdapter(family);
    const people = [await person(family, local, 1), await person(family, local, 2)] as const;
    const context = pageContext(local, people);
    for (const [at, signer] of people.entries()) {
      const { method, params } = fixtures[family].message(signer.address);
      const question = await (page[method] as Extract<PageMethod<Network>, { access: 'approval' }>).ask(context, params).catch((error: unknown) => error);
      // A family whose pages know one account answers for the first alone.
      if (at > 0 && question instanceof Error) continue;
      if (question instanceof Error || (question as { type: string }).type !== 'sign') throw new Error(`no signature was asked for: ${String(question)}`);
      const { from = people[0].address, subject } = question as { from?: string; subject: Json };
      const asked = people.find(({ address }) => address === from)!;
      const other = people.find(({ address }) => address !== from)!;

      const kept = frozen(JSON.parse(JSON.stringify(subject)) as Json);
      expect(kept).toEqual(subject);
      const shown = messages.preview(kept, local);
      expect(messages.preview(kept, local)).toEqual(shown);
      expect(JSON.stringify(shown, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).toMatch(/hello|68656c6c6f/);

      const before = other.used();
      await expect(messages.sign(kept, local, other.signers)).rejects.toBeInstanceOf(WalletError);
      expect(other.used()).toBe(before);
      const signed = await messages.sign(kept, local, asked.signers);
      expect(JSON.parse(JSON.stringify(signed))).toEqual(signed);
      expect(asked.used()).toBeGreaterThan(0);
    }
  });

  it('refuses a subject that is not one', async () => {
    const { messages } = await loadAdapter(family);
    const { signers, used } = await person(family, local);
    for (const subject of [null, 1, 'x', [], {}, { type: 'message' }, { kind: 'personal' }] as const) {
      expect(() => messages.preview(subject, local)).toThrow();
      await expect((async () => messages.sign(subject, local, signers))()).rejects.toThrow();
    }
    expect(used()).toBe(0);
  });

  it('refuses a draft that is not one, or of another network', async () => {
    const { transactions } = await loadAdapter(family);
    const { address, signers, used } = await person(family, local);
    const fee = { speed: 'normal', max: { asset: `${local.id}/slip44:0`, amount: 1n }, terms: null } as const;
    for (const payload of [null, 1, '', '0x', 'AA==', [], {}, { raw: '' }] as const) {
      for (const chain of [local.id, familyOf(family).networks[0].id]) {
        const draft = { chain, from: address, fee, payload };
        expect(() => transactions.preview(draft, local)).toThrow();
        await expect((async () => transactions.sign(draft, local, signers))()).rejects.toThrow();
      }
    }
    expect(used()).toBe(0);
  });
});

function call(method: PageMethod<Network>, context: ReturnType<typeof pageContext>, params: Json): unknown {
  switch (method.access) {
    case 'public':
    case 'connected':
      return method.handle(context, params);
    case 'connect':
      method.check?.(params);
      method.silent?.(params);
      return method.answer(context, params);
    case 'disconnect':
      return method.answer(context, params);
    case 'switch':
      return method.network(params);
    case 'add':
      return method.network(context, params);
    case 'batch':
      return method.plan(context, params, new Set());
    case 'batch-status':
      return method.id(params);
    case 'token':
      return method.token(context, params);
    case 'approval':
      return method.ask(context, params).then((question) => question.type);
  }
}
