import { describe, expect, it } from 'vitest';
import { codeOf } from '../fakes/steps';
import { makeWorld, password } from '../fakes/world';

const form = { network: 'eip155:1', to: '0x12', amount: '0.2', max: false } as const;

describe('a half-typed transfer', () => {
  it('outlives the worker for ten minutes, in memory only', async () => {
    const world = await makeWorld();
    await world.now.api.send.keep(form);
    world.kill();
    world.wait(9 * 60_000);
    await world.now.api.vault.touch();
    expect(await world.now.api.send.unfinished()).toEqual(form);
    expect(JSON.stringify([...world.platform.local.data])).not.toContain(form.to);
    world.wait(60_000);
    expect(await world.now.api.send.unfinished()).toBe(null);
  });

  it('is gone when the wallet was locked, and not kept while it is', async () => {
    const world = await makeWorld();
    await world.now.api.send.keep(form);
    await world.now.api.vault.lock();
    expect(JSON.stringify([...world.platform.session.data])).not.toContain(form.to);
    await world.now.api.send.keep(form);
    await world.now.api.vault.unlock(password);
    expect(await world.now.api.send.unfinished()).toBe(null);
  });

  it('is of the account that typed it, and forgotten on demand', async () => {
    const world = await makeWorld();
    await world.now.api.send.keep(form);
    await world.now.api.accounts.select(await world.now.api.accounts.add());
    expect(await world.now.api.send.unfinished()).toBe(null);
    await world.now.api.accounts.select(0);
    expect(await world.now.api.send.unfinished()).toEqual(form);
    await world.now.api.send.keep(null);
    expect(await world.now.api.send.unfinished()).toBe(null);
  });

  it('is not kept at any length', async () => {
    const world = await makeWorld();
    expect(await codeOf(world.now.api.send.keep({ ...form, to: 'x'.repeat(1_000) }))).toBe('internal');
    expect(await world.now.api.send.unfinished()).toBe(null);
  });
});
