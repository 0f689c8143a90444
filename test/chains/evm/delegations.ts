import { JsonRpcProvider, Wallet } from 'ethers';

/** Has an account delegate to a contract, as another wallet with the same key would (EIP-7702). `chainId` is the chain's own, or 0. */
export async function delegate(url: string, privateKey: string, contract: string, chainId?: bigint): Promise<void> {
  const provider = new JsonRpcProvider(url, undefined, { staticNetwork: true, cacheTimeout: -1 });
  try {
    const wallet = new Wallet(privateKey, provider);
    const nonce = await wallet.getNonce();
    const authorization = await wallet.authorize({ address: contract, nonce: nonce + 1, chainId: chainId ?? (await provider.getNetwork()).chainId });
    // Not to itself: the contract there may refuse what is sent to it.
    const to = `0x${'de'.repeat(20)}`;
    await (await wallet.sendTransaction({ type: 4, to, nonce, gasLimit: 200_000n, authorizationList: [authorization] })).wait();
  } finally {
    provider.destroy();
  }
}
