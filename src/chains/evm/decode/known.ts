import type { AssetId, ChainId } from '../../../core/caip';
import type { Address, DetailLabel, Preview } from '../../adapter';

/** A call, as a contract sees it. `account` is whose wallet this is; in a call within a call, `caller` is another. */
export type Call = {
  readonly chain: ChainId;
  /** The chain's own coin. */
  readonly coin: AssetId;
  readonly account: Address;
  readonly caller: Address;
  readonly to: Address;
  /** wei */
  readonly value: bigint;
  /** 0x hex, lower case. */
  readonly data: string;
};

/** What a call does, as far as its bytes tell. */
export type Effect = Pick<Preview, 'changes' | 'details' | 'warnings'> & { readonly title?: Preview['title'] };

/**
 * A call within a call. `delegate`: the same contract, caller and coins, so that nothing is sent twice. `as`: the bytes are the arguments of
 * this alone, without a selector.
 */
export type Step = { readonly call: Call; readonly delegate?: true; readonly as?: Known };

/** A token, or the coin, that a call leaves with the contract it is to, or that what the contract has of it is used up or paid out. Undefined: any. */
export type Flow = { readonly stays: boolean; readonly asset: AssetId | undefined };

/** What the wallet knows of a function. `A` are its arguments by name. */
export type Rules<A> = {
  readonly title?: Preview['title'];
  /** Which asset an argument counts, by the argument's path (`params.amountIn`, `offer[0].amount`). */
  readonly assets?: (args: A, call: Call) => Readonly<Record<string, AssetId>>;
  /** What a row is called where its name does not say it, by the argument's path; `[#]` is every place of an array. */
  readonly labels?: Readonly<Record<string, DetailLabel>>;
  readonly changes?: (args: A, call: Call) => Preview['changes'];
  readonly warn?: (args: A, call: Call) => Preview['warnings'];
  /** Of a call that the account makes, in order: what stays with the contract is anybody's to take, unless a later call pays it out. */
  readonly flows?: (args: A, call: Call) => readonly Flow[];
  /** Numbers that hold an address in their lower 160 bits, by name. */
  readonly packed?: readonly string[];
  /** The calls within it. The arguments that `folds` names hold nothing else, and get no rows of their own. */
  readonly steps?: (args: A, call: Call) => readonly Step[];
  readonly folds?: readonly string[];
  /** The contract reads none of what stands behind the arguments (marks of where an order came from). */
  readonly tail?: true;
};

export type Known = Rules<never> & { readonly signature: string };

/** `signature` in human-readable ABI, with names: `transfer(address to, uint256 amount)`. */
export const known = <A = unknown>(signature: string, rules: Rules<A> = {}): Known => ({ signature, ...rules });

/** CAIP-19; references are lower case, so that one token has one id. */
export const erc20 = ({ chain }: Pick<Call, 'chain'>, token: Address): AssetId => `${chain}/erc20:${token.toLowerCase()}`;
export const erc721 = ({ chain }: Pick<Call, 'chain'>, token: Address, id: bigint): AssetId => `${chain}/erc721:${token.toLowerCase()}/${id}`;
export const erc1155 = ({ chain }: Pick<Call, 'chain'>, token: Address, id: bigint): AssetId => `${chain}/erc1155:${token.toLowerCase()}/${id}`;
/** Many contracts write the chain's own coin as one of two addresses. */
export const tokenOrCoin = (call: Pick<Call, 'chain' | 'coin'>, token: Address): AssetId => (isCoin(token) ? call.coin : erc20(call, token));

export const isCoin = (token: Address): boolean => /^0x(?:0{40}|e{40})$/i.test(token);

/** What leaves, where it is the account's. */
export const leaves = (call: Call, from: Address, asset: AssetId, amount: bigint, party?: Address): Preview['changes'] =>
  from.toLowerCase() === call.account.toLowerCase() ? [{ direction: 'out', asset, amount, ...(party !== undefined && { party }) }] : [];
