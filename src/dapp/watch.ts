import type { NamedToken } from '../chains/adapter';
import type { FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import { codeOf } from '../core/errors';
import type { Json } from '../core/json';
import type { WalletApi } from '../wallet/api';
import type { TokenLook } from '../wallet/views/asset';
import type { Permissions } from '../wallet/permissions';
import type { Asking } from './asking';
import type { PageQuery } from './envelope';
import { failure } from './failure';
import type { Asker, Method } from './asker';
import type { Sites } from './site';
import type { Unlock } from './unlock';

export type WatchOptions = {
  readonly ways: Asking;
  readonly sites: Sites;
  readonly permissions: Permissions;
  readonly unlock: Unlock;
  readonly tokens: Pick<WalletApi['tokens'], 'look'>;
};

/** Tokens that sites offer for the user's list. */
export function createWatch({
  ways,
  sites,
  permissions,
  unlock,
  tokens,
}: WatchOptions): (asker: Asker, call: PageQuery, method: Method<'token'>) => Promise<Json> {
  const { asking, quiet, put } = ways;

  /** EIP-747: a request that is in order is answered before the user decides, so that no site learns what is on the user's list. */
  function watch(asker: Asker, call: PageQuery, method: Method<'token'>): Promise<Json> {
    const { origin } = asker;
    const { family, params } = call;
    return new Promise((resolve, reject) => {
      const done = () => resolve(true);
      const ask = async () => {
        await quiet(asker, call);
        await unlock(asker);
        const context = await sites.context(origin, family);
        const [first] = await sites.accounts(origin, family);
        if (!first) throw failure(family, 'unauthorized');
        const look = await found(family, context.network.id, method.token(context, params));
        return put(asker, call, { network: context.network.id, account: first.index, subject: { kind: 'token', look } }, done);
      };
      permissions
        .get(origin, family)
        .then((permission) => {
          if (!permission) throw failure(family, 'unauthorized');
          return asking(asker, call, 'other', ask);
        })
        .then(done, reject);
    });
  }

  /** What the chain says of a token that a page names. A page that says something else of it is refused, and learns no more than that. */
  async function found(family: FamilyId, network: ChainId, { contract, id, standard, symbol, decimals }: NamedToken): Promise<TokenLook> {
    const look = await tokens.look(network, contract, id).catch((error: unknown) => {
      throw codeOf(error).startsWith('token/') ? failure(family, 'invalid-params') : error;
    });
    const { token, amount } = look;
    const isSame =
      token.standard === standard &&
      (symbol === undefined || token.symbol.toLowerCase() === symbol.toLowerCase()) &&
      (decimals === undefined || token.decimals === decimals) &&
      // A piece of a collection that somebody else owns is nothing to have on a list.
      (standard === 'fungible' || (amount !== undefined && amount > 0n));
    if (!isSame) throw failure(family, 'invalid-params');
    return look;
  }

  return watch;
}
