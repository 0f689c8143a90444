import type { AssetId } from '../../../core/caip';
import type { Address, DetailLabel } from '../../adapter';
import { info } from '../../warnings';
import { erc1155, erc20, erc721, known, type Call, type Known, type Rules } from './known';
import { outcome } from './swaps';

export type Item = { readonly itemType: bigint; readonly token: Address; readonly identifierOrCriteria: bigint };

/** Seaport, enum ItemType: the coin, ERC-20, ERC-721, ERC-1155, and the last two by a criterion that names no piece. */
export function assetOf({ itemType, token, identifierOrCriteria: id }: Item, call: Pick<Call, 'chain' | 'coin'>): AssetId | undefined {
  switch (itemType) {
    case 0n:
      return call.coin;
    case 1n:
      return erc20(call, token);
    case 2n:
      return erc721(call, token, id);
    case 3n:
      return erc1155(call, token, id);
    default:
      return undefined;
  }
}

/** The amounts of a list of items, by path. */
const itemAssets = (items: readonly Item[], path: string, call: Pick<Call, 'chain' | 'coin'>): Readonly<Record<string, AssetId>> =>
  Object.fromEntries(
    items.flatMap((item, i) => {
      const asset = assetOf(item, call);
      return asset === undefined ? [] : ['startAmount', 'endAmount'].map((name) => [`${path}[${i}].${name}`, asset] as const);
    }),
  );

type Parameters = { readonly offer: readonly Item[]; readonly consideration: readonly Item[] };
type Order = { readonly parameters: Parameters };

const offerItem = '(uint8 itemType, address token, uint256 identifierOrCriteria, uint256 startAmount, uint256 endAmount)';
const considerationItem = '(uint8 itemType, address token, uint256 identifierOrCriteria, uint256 startAmount, uint256 endAmount, address recipient)';
const order = (last: string) =>
  `(address offerer, address zone, ${offerItem}[] offer, ${considerationItem}[] consideration, uint8 orderType, uint256 startTime, uint256 endTime, bytes32 zoneHash, uint256 salt, bytes32 conduitKey, uint256 ${last})`;
const signed = `(${order('totalOriginalConsiderationItems')} parameters, bytes signature)`;
const advanced = `(${order('totalOriginalConsiderationItems')} parameters, uint120 numerator, uint120 denominator, bytes signature, bytes extraData)`;
const resolver = '(uint256 orderIndex, uint8 side, uint256 index, uint256 identifier, bytes32[] criteriaProof)[] criteriaResolvers';
const component = '(uint256 orderIndex, uint256 itemIndex)';
const fulfilments = `${component}[][] offerFulfillments, ${component}[][] considerationFulfillments`;
const matches = `(${component}[] offerComponents, ${component}[] considerationComponents)[] fulfillments`;
const basic =
  '(address considerationToken, uint256 considerationIdentifier, uint256 considerationAmount, address offerer, address zone, address offerToken, uint256 offerIdentifier, uint256 offerAmount, uint8 basicOrderType, uint256 startTime, uint256 endTime, bytes32 zoneHash, uint256 salt, bytes32 offererConduitKey, bytes32 fulfillerConduitKey, uint256 totalOriginalAdditionalRecipients, (uint256 amount, address recipient)[] additionalRecipients, bytes signature) parameters';

// Who fulfils an order gets what it offers, and pays what it asks for.
const labelsAt = (path: string): Readonly<Record<string, DetailLabel>> => ({
  [`${path}.offer[#].endAmount`]: 'asked',
  [`${path}.consideration[#].endAmount`]: 'offered',
  [`${path}.endTime`]: 'expires-at',
});
const orderAssets = ({ parameters }: Order, path: string, call: Call) => ({
  ...itemAssets(parameters.offer, `${path}.offer`, call),
  ...itemAssets(parameters.consideration, `${path}.consideration`, call),
});
const one: Rules<{ readonly order: Order }> = {
  tail: true,
  assets: ({ order }, call) => orderAssets(order, 'order.parameters', call),
  labels: labelsAt('order.parameters'),
};
const many: Rules<{ readonly orders: readonly Order[] }> = {
  tail: true,
  assets: ({ orders }, call) =>
    Object.assign({}, ...orders.map((each, i) => orderAssets(each, `orders[${i}].parameters`, call))) as Readonly<Record<string, AssetId>>,
  labels: labelsAt('orders[#].parameters'),
};

type Basic = {
  readonly parameters: {
    readonly basicOrderType: bigint;
    readonly considerationToken: Address;
    readonly considerationIdentifier: bigint;
    readonly offerToken: Address;
    readonly offerIdentifier: bigint;
    readonly additionalRecipients: readonly unknown[];
  };
};

// BasicOrderType is four ways of filling times six routes: coin → 721, coin → 1155, 20 → 721, 20 → 1155, 721 → 20, 1155 → 20.
const routes = [
  [0n, 2n],
  [0n, 3n],
  [1n, 2n],
  [1n, 3n],
  [2n, 1n],
  [3n, 1n],
] as const;

const simple: Rules<Basic> = {
  tail: true,
  assets: ({ parameters: p }, call): Readonly<Record<string, AssetId>> => {
    const [asked, offered] = routes[Number(p.basicOrderType / 4n)] ?? [];
    if (asked === undefined || offered === undefined) return {};
    const price = assetOf({ itemType: asked, token: p.considerationToken, identifierOrCriteria: p.considerationIdentifier }, call)!;
    const offer = assetOf({ itemType: offered, token: p.offerToken, identifierOrCriteria: p.offerIdentifier }, call)!;
    // Fees are paid in what is not a piece.
    const fee = asked < 2n ? price : offer;
    return {
      'parameters.considerationAmount': price,
      'parameters.offerAmount': offer,
      ...Object.fromEntries(p.additionalRecipients.map((_, i) => [`parameters.additionalRecipients[${i}].amount`, fee])),
    };
  },
  labels: { 'parameters.offerAmount': 'asked', 'parameters.considerationAmount': 'offered', 'parameters.endTime': 'expires-at' },
  warn: ({ parameters }) => (parameters.basicOrderType < 24n ? [] : [info('not-decoded')]),
};

// What is bought may go to another; nobody is who calls.
const toRecipient = ({ recipient }: { readonly recipient: Address }, call: Call) => outcome(call, recipient, 1n);

/** Seaport 1.1 to 1.6. Sites mark where an order came from behind the arguments. */
export const seaport: readonly Known[] = [
  known(`fulfillBasicOrder(${basic})`, simple),
  known(`fulfillBasicOrder_efficient_6GL6yc(${basic})`, simple),
  known(`fulfillOrder(${signed} order, bytes32 fulfillerConduitKey)`, one),
  known<{ readonly order: Order; readonly recipient: Address }>(
    `fulfillAdvancedOrder(${advanced} order, ${resolver}, bytes32 fulfillerConduitKey, address recipient)`,
    {
      ...one,
      warn: toRecipient,
    },
  ),
  known(`fulfillAvailableOrders(${signed}[] orders, ${fulfilments}, bytes32 fulfillerConduitKey, uint256 maximumFulfilled)`, many),
  known<{ readonly orders: readonly Order[]; readonly recipient: Address }>(
    `fulfillAvailableAdvancedOrders(${advanced}[] orders, ${resolver}, ${fulfilments}, bytes32 fulfillerConduitKey, address recipient, uint256 maximumFulfilled)`,
    { ...many, warn: toRecipient },
  ),
  known(`matchOrders(${signed}[] orders, ${matches})`, many),
  known(`matchAdvancedOrders(${advanced}[] orders, ${resolver}, ${matches}, address recipient)`, many),
  known(`cancel(${order('counter')}[] orders)`, { tail: true }),
  known('incrementCounter()', { tail: true }),
];
