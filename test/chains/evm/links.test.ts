import { describe, expect, it } from 'vitest';
import { adapter } from '../../../src/chains/evm/adapter';
import { ethereum } from './world';

const links = adapter.links!;
const parse = (link: string) => links.parse(link, ethereum);
const alice = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const token = '0x6B175474E89094C44Da98b954EedeAC495271d0F';

describe('payment links (EIP-681)', () => {
  it('read a payment of the coin, in wei', () => {
    expect(parse(`ethereum:pay-${alice.toLowerCase()}@56?value=2.014e18`)).toEqual({ network: 'eip155:56', to: alice, amount: 2_014n * 10n ** 15n });
    expect(parse(`ETHEREUM:${alice}`)).toEqual({ network: 'eip155:1', to: alice });
  });

  it('read a payment of a token: who receives is in the arguments, and not the contract', () => {
    expect(parse(`ethereum:${token}@1/transfer?address=${alice}&uint256=1e18`)).toEqual({
      network: 'eip155:1',
      to: alice,
      asset: `eip155:1/erc20:${token.toLowerCase()}`,
      amount: 10n ** 18n,
    });
  });

  it('leave a name for the name service', () => {
    expect(parse('ethereum:vitalik.eth?value=1')).toEqual({ network: 'eip155:1', to: 'vitalik.eth', amount: 1n });
    expect(parse(`ethereum:pay-foo-bar.eth@1`)).toEqual({ network: 'eip155:1', to: 'foo-bar.eth' });
  });

  it.each([
    ['a call that is no payment', `ethereum:${token}@1/approve?address=${alice}&uint256=1`],
    ['a token of no chain', `ethereum:${token}/transfer?address=${alice}&uint256=1`],
    ['a token and coins at once', `ethereum:${token}@1/transfer?address=${alice}&uint256=1&value=1`],
    ['nobody to pay', `ethereum:${token}@1/transfer?uint256=1`],
    ['a token that is a name', `ethereum:dai.eth@1/transfer?address=${alice}&uint256=1`],
  ])('refuse %s', (_, link) => {
    expect(() => parse(link)).toThrow('link/unsupported');
  });

  it.each([
    '',
    'ethereum:',
    `bitcoin:${alice}`,
    `ethereum:${alice}?value=-1`,
    `ethereum:${alice}?value=1e-1`,
    `ethereum:${alice}?value=1.5`,
    `ethereum:${alice}?value=`,
    `ethereum:${alice}?value=1&value=2`,
    `ethereum:${alice}?value=1e99`,
    `ethereum:${alice}?value=${2n ** 256n}`,
    `ethereum:${alice}@0`,
    `ethereum:${alice}@99999999999999999999`,
    `ethereum:${alice}#fragment`,
    `ethereum:${alice} ?value=1`,
    `ethereum:${alice}?value=%31%`,
    `ethereum:${alice}?note=%0a`,
    `ethereum:${alice.slice(0, -1)}`,
    `ethereum:${token}@1/transfer?address=0x12&uint256=1`,
    `ethereum:${alice}?${'a'.repeat(5_000)}`,
  ])('refuse what is none: %s', (link) => {
    expect(() => parse(link)).toThrow('link/invalid');
  });

  it('take nothing from a prototype', () => {
    expect(parse(`ethereum:${alice}?__proto__=1&constructor=2`)).toEqual({ network: 'eip155:1', to: alice });
  });

  it('read back what they write', () => {
    for (const payment of [
      { to: alice },
      { to: alice, amount: 12345678901234567890n },
      { to: alice, asset: `eip155:1/erc20:${token.toLowerCase()}`, amount: 7n },
    ] as const)
      expect(parse(links.format(payment, ethereum))).toEqual({ network: 'eip155:1', ...payment });
  });
});
