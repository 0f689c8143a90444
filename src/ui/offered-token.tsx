import type { ChainId } from '../core/caip';
import type { TokenLook } from '../wallet/views/asset';
import { useNetwork } from './networks';
import { TokenFound } from './screens/tokens/facts';

/** A token that a site wants on the user's list, as the chain has it: nothing here is the site's word. */
export function TokenBody({ look, network: id }: { readonly look: TokenLook; readonly network: ChainId }) {
  const network = useNetwork(id);
  return network && <TokenFound look={look} network={network} />;
}
