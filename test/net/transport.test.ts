import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WalletError } from '../../src/core/errors';
import { createBreaker } from '../../src/net/breaker';
import { createTransport, type TransportParts } from '../../src/net/transport';
import { rpc, startHttp, type HttpNode } from '../fakes/http';

const good = rpc('{"jsonrpc":"2.0","id":{id},"result":"good"}');
let first: HttpNode;
let second: HttpNode;
let answer = good;
let time = 0;

beforeEach(async () => {
  answer = good;
  time = 0;
  first = await startHttp((response, body) => answer(response, body));
  second = await startHttp(rpc('{"jsonrpc":"2.0","id":{id},"result":"second"}'));
});
afterEach(() => Promise.all([first.stop(), second.stop()]));

const open = (parts: Partial<TransportParts> = {}) =>
  createTransport({
    urls: [first.url, second.url],
    breaker: createBreaker(() => time),
    permit: async () => {},
    verify: async () => {},
    // Longer than a busy machine takes for an answer.
    limits: { timeout: 2_000, limit: 10_000 },
    ...parts,
  });
const wrong = async () => {
  throw new WalletError('network/wrong-chain');
};

describe('the transport', () => {
  it('asks the first endpoint', async () => {
    expect(await open().request('m', [])).toBe('good');
    expect(second.requests).toHaveLength(0);
  });

  it.each([
    ['fails', rpc('', 503)],
    ['lies', rpc('{"id":7,"result":"x"}')],
    ['hangs', () => {}],
  ])('asks the next one when the first %s', async (_name, bad) => {
    answer = bad;
    expect(await open().request('m', [])).toBe('second');
  });

  it('does not go on to the next one when that was forbidden meanwhile', async () => {
    let on = true;
    answer = (response, body) => {
      on = false;
      rpc('', 503)(response, body);
    };
    const permit = async () => {
      if (!on) throw new WalletError('network/disabled');
    };
    await expect(open({ permit }).request('m', [])).rejects.toMatchObject({ code: 'network/disabled' });
    expect(second.requests).toHaveLength(0);
  });

  it('takes a refusal as an answer, and asks nobody else', async () => {
    answer = rpc('{"id":{id},"error":{"code":-32000,"message":"already known"}}');
    await expect(open().request('m', [])).rejects.toMatchObject({ name: 'NodeError' });
    expect(second.requests).toHaveLength(0);
  });

  it('says so when all of them fail', async () => {
    answer = rpc('', 500);
    await expect(open({ urls: [first.url, 'http://127.0.0.1:1'] }).request('m', [])).rejects.toMatchObject({ code: 'network/unreachable' });
  });

  it('leaves a dead endpoint alone for a while, and then tries it again', async () => {
    const transport = open();
    answer = rpc('', 500);
    for (let i = 0; i < 5; i++) await transport.request('m', []);
    expect(first.requests).toHaveLength(3);
    time += 60_000;
    answer = good;
    expect(await transport.request('m', [])).toBe('good');
  });

  it('still asks when every endpoint is resting', async () => {
    const transport = open({ urls: [first.url] });
    answer = rpc('', 500);
    for (let i = 0; i < 4; i++) await transport.request('m', []).catch(() => {});
    answer = good;
    expect(await transport.request('m', [])).toBe('good');
  });

  it('checks an endpoint once before it is used', async () => {
    let checks = 0;
    const transport = open({
      verify: async () => {
        checks++;
      },
    });
    await Promise.all([1, 2, 3].map(() => transport.request('m', [])));
    expect(checks).toBe(1);
  });

  it('uses no endpoint of another chain', async () => {
    expect(
      await open({
        verify: async (url) => {
          if (url === first.url) await wrong();
        },
      }).request('m', []),
    ).toBe('second');
    expect(first.requests).toHaveLength(0);
    await expect(open({ verify: wrong }).request('m', [])).rejects.toMatchObject({ code: 'network/wrong-chain' });
  });

  it('sends nothing that is not permitted, not even the check', async () => {
    const permit = async () => {
      throw new WalletError('network/disabled');
    };
    await expect(open({ permit, verify: async (_url, direct) => void (await direct.request('eth_chainId', [])) }).request('m', [])).rejects.toMatchObject({
      code: 'network/disabled',
    });
    expect([...first.requests, ...second.requests]).toHaveLength(0);
  });
});
