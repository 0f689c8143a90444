import type { AssetId } from '../../core/caip';
import { WalletError } from '../../core/errors';
import type { Address, Holdings, TokenFacts, TokenReader } from '../adapter';
import { tokenDecimals, tokenText } from '../token-text';
import { checksummed, sameAddress, zeroAddress } from './addresses';
import { controlBy, controlOf } from './control';
import { unreserved } from './ledger';
import { callMany, type Answer, type Call } from './multicall';
import type { EvmNetwork } from './networks';
import { balanceOf, unlessRefused, type Context } from './node';
import { amountOf, assetOf, isTokenId, pieceOf, questionOf, standards, type Namespace, type Piece } from './pieces';
import { addressIn, interfaces, numberIn, textIn, tokenAbi, yesIn } from './token-abi';

export const tokens: TokenReader<EvmNetwork> = {
  find,
  facts: async (context, assets) => {
    const pieces = assets.flatMap((asset) => pieceOf(asset, context.network.id) ?? []);
    if (pieces.length === 0) return [];
    const described = await describe(context, pieces);
    return pieces.flatMap((piece, index) => (described[index]?.namespaces.includes(piece.namespace) ? factsOf(piece, described[index]) : undefined) ?? []);
  },
  balances,
};

async function find(context: Context, text: string, typed?: string): Promise<TokenFacts> {
  const contract = checksummed(text.trim());
  const id = typed?.trim() ?? '';
  if (id !== '' && !isTokenId(id)) throw new WalletError('token/id-invalid');
  if (sameAddress(contract, zeroAddress)) throw new WalletError('token/absent');
  const [description] = await describe(context, [{ contract, ...(id !== '' && { id: BigInt(id) }) }]);
  const namespace = description?.namespaces[0];
  if (!description || !namespace) throw new WalletError('token/absent');
  if (namespace !== 'erc20' && id === '') throw new WalletError('token/id-missing');
  if (namespace === 'erc20' && id !== '') throw new WalletError('token/id-invalid');
  // ERC-721: an id that has no owner is no token. ERC-1155 has no such question.
  if (namespace === 'erc721' && description.owner === undefined) throw new WalletError('token/id-invalid');
  const piece: Piece = {
    asset: assetOf(context.network.id, namespace, contract, id === '' ? undefined : BigInt(id)),
    namespace,
    contract,
    ...(id !== '' && { id: BigInt(id) }),
  };
  const facts = factsOf(piece, description);
  if (!facts) throw new WalletError('token/absurd');
  return facts;
}

/** `namespaces`: what the contract is; a collection that is both kinds is taken for the first. */
type Description = {
  readonly namespaces: readonly Namespace[];
  readonly symbol: string | undefined;
  readonly name: string | undefined;
  readonly decimals: bigint | undefined;
  readonly owner: Address | undefined;
};

async function describe(context: Context, pieces: readonly { readonly contract: Address; readonly id?: bigint }[]): Promise<readonly Description[]> {
  const supports = (id: string) => tokenAbi.encodeFunctionData('supportsInterface', [id]);
  const questions = pieces.flatMap(({ contract, id = 0n }): readonly Call[] =>
    [
      tokenAbi.encodeFunctionData('symbol'),
      tokenAbi.encodeFunctionData('name'),
      tokenAbi.encodeFunctionData('decimals'),
      tokenAbi.encodeFunctionData('totalSupply'),
      supports(interfaces.erc721),
      supports(interfaces.erc1155),
      supports(interfaces.none),
      tokenAbi.encodeFunctionData('ownerOf', [id]),
    ].map((data) => ({ to: contract, data })),
  );
  const { answers } = await callMany(context, zeroAddress, questions, longestText);
  const each = questions.length / pieces.length;
  return pieces.map((_, index) => described(answers.slice(index * each, (index + 1) * each)));
}

/** Bytes: where the text is, its length, and 96 bytes of it. */
const longestText = 160;

function described([symbol, name, decimals, supply, erc721, erc1155, none, owner]: readonly Answer[]): Description {
  const honest = !yesIn(none);
  const holder = addressIn(owner);
  const collection: readonly Namespace[] = [
    ...(honest && yesIn(erc721) ? (['erc721'] as const) : []),
    ...(honest && yesIn(erc1155) ? (['erc1155'] as const) : []),
  ];
  return {
    // What has neither decimals nor a supply is no token, but what has code may still answer anything.
    namespaces: collection.length > 0 ? collection : numberIn(decimals) !== undefined && numberIn(supply) !== undefined ? ['erc20'] : [],
    symbol: textIn(symbol),
    name: textIn(name),
    decimals: numberIn(decimals),
    owner: holder === zeroAddress ? undefined : holder,
  };
}

/** Undefined where what the contract says of itself is nothing to show a person. */
function factsOf({ asset, namespace }: Piece, { symbol, name, decimals }: Description): TokenFacts | undefined {
  const standard = standards[namespace];
  if (namespace === 'erc20') {
    const [sign, places] = [tokenText(symbol ?? '', 'symbol'), tokenDecimals(decimals ?? -1n)];
    const title = name === undefined || name.trim() === '' ? sign : tokenText(name, 'name');
    return sign === undefined || title === undefined || places === undefined ? undefined : { asset, standard, symbol: sign, name: title, decimals: places };
  }
  // ERC-721 and ERC-1155 need have neither name nor symbol; one that is there must be fit to be shown.
  const given = { symbol: symbol?.trim() ?? '', name: name?.trim() ?? '' };
  const sign = given.symbol === '' ? 'NFT' : tokenText(given.symbol, 'symbol');
  const title = given.name === '' ? sign : tokenText(given.name, 'name');
  return sign === undefined || title === undefined ? undefined : { asset, standard, symbol: sign, name: title, decimals: 0 };
}

async function balances(context: Context, owner: Address, assets: readonly AssetId[]): Promise<Holdings> {
  const pieces = assets.flatMap((asset) => pieceOf(asset, context.network.id) ?? []);
  const calls = pieces.map((piece) => ({ to: piece.contract, data: questionOf(piece, owner) }));
  const reading = calls.length === 0 ? undefined : await unlessRefused(callMany(context, owner, calls, 32));
  // A node that can do neither still knows the coin, and what code there is.
  const [native, control] = await Promise.all([
    reading ? reading.native : balanceOf(context, owner),
    reading?.code === undefined ? controlOf(context, owner) : controlBy(reading.code),
  ]);
  const amounts = new Map<AssetId, bigint>();
  for (const [index, answer] of reading?.answers.entries() ?? []) {
    const piece = pieces[index]!;
    const amount = amountOf(piece, answer, owner);
    if (amount !== undefined) amounts.set(piece.asset, amount);
  }
  return { native: await unreserved(context, owner, native), amounts, ...(control && { control }) };
}
