import { encodeFunctionData, parseAbi, type Abi } from 'viem';
import { describe, expect, it } from 'vitest';
import { account, codes, coin, other, rows, say, token, usdc, weth } from './world';

const encode = (signature: string, ...args: readonly unknown[]) =>
  encodeFunctionData({ abi: parseAbi([`function ${signature}`] as readonly string[]) as Abi, args });

const bayc = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D';
const seaport = '0x0000000000000068F116a894984e2DB1123eB395';
const zero = `0x${'0'.repeat(40)}`;
const word = `0x${'0'.repeat(64)}`;
const piece = `eip155:1/erc721:${bayc.toLowerCase()}/771`;

const basic =
  'fulfillBasicOrder((address considerationToken, uint256 considerationIdentifier, uint256 considerationAmount, address offerer, address zone, address offerToken, uint256 offerIdentifier, uint256 offerAmount, uint8 basicOrderType, uint256 startTime, uint256 endTime, bytes32 zoneHash, uint256 salt, bytes32 offererConduitKey, bytes32 fulfillerConduitKey, uint256 totalOriginalAdditionalRecipients, (uint256 amount, address recipient)[] additionalRecipients, bytes signature) parameters)';
const advanced =
  'fulfillAdvancedOrder(((address offerer, address zone, (uint8 itemType, address token, uint256 identifierOrCriteria, uint256 startAmount, uint256 endAmount)[] offer, (uint8 itemType, address token, uint256 identifierOrCriteria, uint256 startAmount, uint256 endAmount, address recipient)[] consideration, uint8 orderType, uint256 startTime, uint256 endTime, bytes32 zoneHash, uint256 salt, bytes32 conduitKey, uint256 totalOriginalConsiderationItems) parameters, uint120 numerator, uint120 denominator, bytes signature, bytes extraData) advancedOrder, (uint256 orderIndex, uint8 side, uint256 index, uint256 identifier, bytes32[] criteriaProof)[] criteriaResolvers, bytes32 fulfillerConduitKey, address recipient)';

const buy = (basicOrderType: number, fields: Readonly<Record<string, unknown>> = {}) =>
  encode(basic, {
    considerationToken: zero,
    considerationIdentifier: 0n,
    considerationAmount: 900n,
    offerer: other,
    zone: zero,
    offerToken: bayc,
    offerIdentifier: 771n,
    offerAmount: 1n,
    basicOrderType,
    startTime: 0n,
    endTime: 1_900_000_000n,
    zoneHash: word,
    salt: 1n,
    offererConduitKey: word,
    fulfillerConduitKey: word,
    totalOriginalAdditionalRecipients: 1n,
    additionalRecipients: [{ amount: 100n, recipient: other }],
    signature: '0x12',
    ...fields,
  });

describe('an order of Seaport that is fulfilled', () => {
  it('says what is bought, for what, and which fee is paid', () => {
    const said = say(buy(0), { to: seaport, value: 1000n });
    expect(rows(said, 'asked')).toEqual([{ kind: 'amount', asset: piece, amount: 1n }]);
    expect(rows(said, 'offered')).toEqual([{ kind: 'amount', asset: coin, amount: 900n }]);
    expect(rows(said, 'amount')).toEqual([{ kind: 'amount', asset: coin, amount: 100n }]);
    expect([codes(said), said.changes]).toEqual([[], []]);
  });

  it('says which piece is sold for a bid, whose fee comes out of the bid', () => {
    const said = say(
      buy(16, { offerToken: weth, offerIdentifier: 0n, offerAmount: 900n, considerationToken: bayc, considerationIdentifier: 771n, considerationAmount: 1n }),
      {
        to: seaport,
      },
    );
    expect(rows(said, 'offered')).toEqual([{ kind: 'amount', asset: piece, amount: 1n }]);
    expect(rows(said, 'asked')).toEqual([{ kind: 'amount', asset: token(weth), amount: 900n }]);
    expect(rows(said, 'amount')).toEqual([{ kind: 'amount', asset: token(weth), amount: 100n }]);
  });

  it('claims nothing of a kind that there is not', () => {
    const said = say(buy(24), { to: seaport });
    expect([codes(said), said.details.some(({ value }) => value.kind === 'amount')]).toEqual([['info not-decoded'], false]);
  });

  it('shows the mark that a site leaves behind the arguments, and reads no other call with something behind it', () => {
    const said = say(`${buy(0)}360c6ebe`, { to: seaport });
    expect(said.details.at(-1)).toEqual({ label: 'field', name: '…', value: { kind: 'bytes', hex: '360c6ebe' } });
    expect(codes(said)).toEqual(['info not-decoded']);
    expect(codes(say(`${encode('transfer(address,uint256)', other, 1n)}360c6ebe`))).toEqual(['info unknown-contract-call']);
  });

  it('names every item of a larger one', () => {
    const item = { itemType: 2, token: bayc, identifierOrCriteria: 771n, startAmount: 1n, endAmount: 1n };
    const price = { itemType: 1, token: usdc, identifierOrCriteria: 0n, startAmount: 5n, endAmount: 6n, recipient: other };
    const parameters = {
      offerer: other,
      zone: zero,
      offer: [item],
      consideration: [price],
      orderType: 0,
      startTime: 0n,
      endTime: 1_900_000_000n,
      zoneHash: word,
      salt: 1n,
      conduitKey: word,
      totalOriginalConsiderationItems: 1n,
    };
    const order = { parameters, numerator: 1n, denominator: 1n, signature: '0x', extraData: '0x' };
    const fulfil = (recipient: string) => say(encode(advanced, order, [], word, recipient), { to: seaport });
    expect([codes(fulfil(account)), codes(fulfil(zero)), codes(fulfil(other))]).toEqual([[], [], ['danger other-recipient']]);
    const said = fulfil(account);
    expect(rows(said, 'asked')).toEqual([{ kind: 'amount', asset: piece, amount: 1n }]);
    expect(rows(said, 'offered')).toEqual([{ kind: 'amount', asset: token(usdc), amount: 6n }]);
    expect(rows(said, 'expires-at')).toEqual([{ kind: 'time', at: 1_900_000_000_000 }]);
  });
});
