import { equal, rejects, throws } from 'node:assert/strict';
import type { Draft } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { coin, ethereum, person } from '../../chains/evm/world';
import { intrinsicGas, readSigned } from '../../../src/chains/evm/signed';
import type { Case, Topic } from '../topic';

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
    fee: { speed: 'normal', max: { asset: coin(network), amount }, terms: {} },
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

/** Kinds that no draft may hold: refused, whatever they would say. */
async function neverSigned(vector: Case, price: 'gasPrice' | 'maxFeePerGas'): Promise<void> {
  const { gasLimit, ...prices } = vector['transaction'] as Fields;
  const { address, signers } = person(String(vector['privateKey']));
  const amount = number(gasLimit) * number(prices[price]);
  const fee = { speed: 'normal', max: { asset: coin(ethereum), amount }, terms: {} } as const;
  const draft: Draft<string> = { chain: ethereum.id, from: address, fee, payload: String(vector['unsigned']) };
  throws(() => adapter.transactions.preview(draft, ethereum), { code: 'transaction/invalid' });
  await rejects(adapter.transactions.sign(draft, ethereum, signers), { code: 'transaction/invalid' });
}

/** ethereum/tests are of Ethereum: a chain id is 1, or there is none yet (EIP-155). */
function asNodesRead(vector: Case): void {
  const read = () => {
    const transaction = readSigned(String(vector['txbytes']));
    equal([0n, 1n].includes(transaction.chainId), true);
    return transaction;
  };
  if (vector['valid'] !== true) {
    throws(read);
    return;
  }
  const { hash, sender, intrinsicGas: gas } = vector['expect'] as { readonly hash: string; readonly sender: string; readonly intrinsicGas: string };
  const transaction = read();
  equal(transaction.hash, hash);
  equal(transaction.from?.toLowerCase(), sender);
  equal(intrinsicGas(transaction), BigInt(gas));
}

export const topic: Topic = {
  groups: {
    // Without a chain id it could be replayed on any chain.
    'ethers/legacy': (vector) => neverSigned(vector, 'gasPrice'),
    'ethers/eip155': (vector) => signed(vector, 'gasPrice'),
    'ethers/berlin': (vector) => signed(vector, 'gasPrice'),
    'ethers/london': (vector) => signed(vector, 'maxFeePerGas'),
    // Blobs are for rollups, not for wallets.
    'ethers/cancun': (vector) => neverSigned(vector, 'maxFeePerGas'),
    'tt/': asNodesRead,
  },
};
