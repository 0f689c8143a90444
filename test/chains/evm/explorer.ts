import type { Transport } from '../../../src/chains/adapter';
import type { Json } from '../../../src/core/json';
import type { EvmChain } from '../../devnet/evm';

export type Fields = { readonly [field: string]: Json };

/** What Etherscan and Blockscout answer to `txlist`, made of the chain's own blocks. `change` lets it lie. */
export function explorerOf(chain: EvmChain, change: (entries: readonly Fields[]) => Json = (entries) => entries): Transport & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    request: () => Promise.reject(new Error('no JSON-RPC here')),
    post: () => Promise.reject(new Error('reads only')),
    async get(path) {
      asked.push(path);
      const query = new URLSearchParams(path);
      const address = query.get('address')!.toLowerCase();
      const entries: Fields[] = [];
      for (let number = Number(query.get('startblock')); number <= Number(query.get('endblock')) && entries.length < Number(query.get('offset')); number++) {
        const block = (await chain.rpc('eth_getBlockByNumber', [`0x${number.toString(16)}`, true])) as Fields | null;
        for (const { hash, from, to, value } of (block?.['transactions'] ?? []) as readonly Record<string, string>[])
          if (from === address || to === address)
            entries.push({
              hash: hash!,
              from: from!,
              to: to ?? '',
              value: BigInt(value!).toString(),
              blockNumber: String(number),
              timeStamp: '1',
              isError: '0',
            });
      }
      return { status: entries.length > 0 ? '1' : '0', message: 'OK', result: change(entries) };
    },
  };
}
