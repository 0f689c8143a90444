import { equal, rejects } from 'node:assert/strict';
import type { Draft } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { coin, ethereum, person } from '../../chains/evm/world';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Fields = {
  readonly to?: string;
  readonly value?: string;
  readonly chainId?: string;
  readonly gasLimit?: string;
  readonly gasPrice?: string;
  readonly maxFeePerGas?: string;
};

const number = (text: string | number | undefined) => BigInt(text === undefined || text === '0x' ? 0 : text);

/** Takes the unsigned bytes as a draft, looks at what the screen would say, and signs. */
async function signed(vector: Case, price: 'gasPrice' | 'maxFeePerGas'): Promise<void> {
  const { to, value, chainId, gasLimit, ...prices } = vector['transaction'] as Fields;
  const { address, signers } = person(String(vector['privateKey']));
  const network: EvmNetwork = { ...ethereum, id: `eip155:${number(chainId)}` };
  const amount = number(gasLimit) * number(prices[price]);
  const draft: Draft<string> = {
    chain: network.id,
    from: address,
    fee: { speed: 'normal', max: { asset: coin(network), amount }, terms: null },
    payload: String(vector['unsigned']),
  };
  const { changes, title } = adapter.transactions.preview(draft, network);
  equal(changes[0]?.amount ?? 0n, number(value));
  if (changes[0]) equal(changes[0].party?.toLowerCase(), to?.toLowerCase());
  equal(title === 'contract-creation', to === undefined || to === null);
  equal((await adapter.transactions.sign(draft, network, signers)).raw, vector['signed']);
  // One byte less is another transaction, or none.
  await rejects(adapter.transactions.sign({ ...draft, payload: draft.payload.slice(0, -2) }, network, signers), { code: 'transaction/invalid' });
}

export const topic: Topic = {
  groups: {
    'ethers/legacy': () => {
      throw new NoCodeYet('without a chain id it could be replayed on any chain: never signed');
    },
    'ethers/eip155': (vector) => signed(vector, 'gasPrice'),
    'ethers/berlin': (vector) => signed(vector, 'gasPrice'),
    'ethers/london': (vector) => signed(vector, 'maxFeePerGas'),
    'ethers/cancun': () => {
      throw new NoCodeYet('blobs');
    },
  },
};
