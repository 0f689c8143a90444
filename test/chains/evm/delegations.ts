import { getAddress, JsonRpcProvider, Wallet } from 'ethers';
import { deploy } from '../../contracts/deploy';
import type { EvmChain } from '../../devnet/evm';

/** Has an account delegate to a contract, as another wallet with the same key would (EIP-7702). Returns the contract's address. */
export async function delegate(chain: EvmChain, privateKey: string, chainId?: bigint, to?: string): Promise<string> {
  const contract = to ?? getAddress(await deploy(chain, 'Multicall'));
  const provider = new JsonRpcProvider(chain.url, undefined, { staticNetwork: true, cacheTimeout: -1 });
  try {
    const wallet = new Wallet(privateKey, provider);
    const nonce = await wallet.getNonce();
    const { chainId: here } = await provider.getNetwork();
    const authorization = await wallet.authorize({ address: contract, nonce: nonce + 1, chainId: chainId ?? here });
    const sent = await wallet.sendTransaction({ type: 4, to: `0x${'de'.repeat(20)}`, nonce, gasLimit: 200_000n, authorizationList: [authorization] });
    await sent.wait();
    return contract;
  } finally {
    provider.destroy();
  }
}
