import { deepEqual, equal, rejects, throws } from 'node:assert/strict';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { Signature } from 'ethers/crypto';
import type { Draft } from '../../../src/chains/adapter';
import { adapter } from '../../../src/chains/evm/adapter';
import { digestOf, signerOf, signRelease } from '../../../src/chains/evm/authorizations';
import type { EvmNetwork } from '../../../src/chains/evm/networks';
import { encodeRlp } from '../../../src/chains/evm/rlp';
import { fromHex, toHex } from '../../../src/core/bytes';
import { revive } from '../conventions';
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

type Delegation = Parameters<typeof digestOf>[0];

/** What eth-sig-util was given: numbers as JSON has them, and whatever else somebody may pass. It takes the text "123" for its three letters; to us it is no number. */
function delegationIn(given: unknown): Delegation {
  if (!Array.isArray(given)) return given as Delegation;
  const integer = (value: unknown) => (typeof value === 'number' || (typeof value === 'string' && value.startsWith('0x')) ? BigInt(value) : value);
  const [chainId, address, nonce] = given as readonly unknown[];
  return { chainId: integer(chainId), address, nonce: integer(nonce) } as Delegation;
}

const minimal = (value: bigint) => (value === 0n ? '0x' : `0x${value.toString(16).padStart(value.toString(16).length + (value.toString(16).length % 2), '0')}`);
const isPossible = ({ chainId, address, nonce }: Delegation) =>
  /^0x[0-9a-f]{40}$/i.test(address) && isBelow(chainId, 2n ** 256n) && isBelow(nonce, 2n ** 64n - 1n);
const isBelow = (value: unknown, end: bigint) => typeof value === 'bigint' && value >= 0n && value < end;

function hashed(delegation: Delegation, expected: Uint8Array): void {
  deepEqual(digestOf(delegation), expected);
  const fields = encodeRlp([minimal(delegation.chainId), delegation.address, minimal(delegation.nonce)]);
  deepEqual(keccak_256(fromHex(`05${fields.slice(2)}`)), expected);
}

/** Nothing in src signs for a contract: there, the test signs what src hashes. eth-sig-util also takes addresses and numbers that no chain would. */
async function authorized(vector: Case): Promise<void> {
  const [{ privateKey, authorization }] = revive(vector['args']) as readonly [{ readonly privateKey: Uint8Array; readonly authorization: unknown }];
  const delegation = delegationIn(authorization);
  if (!isPossible(delegation)) {
    throws(() => digestOf(delegation), { code: 'transaction/invalid' });
    return;
  }
  const { address, signers } = person(toHex(privateKey));
  const signature = await signers().ecdsa(digestOf(delegation));
  equal(`0x${toHex(signature.slice(0, 64))}${signature[64] === 1 ? '1c' : '1b'}`, vector['result']);
  equal(signerOf({ ...delegation, signature: Signature.from(String(vector['result'])) }), address);
  if (!/^0x0{40}$/.test(delegation.address)) return;
  const release = signRelease(delegation.chainId, delegation.nonce, signers());
  if (delegation.chainId === 0n) await rejects(release, { code: 'transaction/invalid' });
  else equal((await release).signature.serialized, vector['result']);
}

async function notAuthorized(vector: Case): Promise<void> {
  const [{ privateKey, authorization }] = revive(vector['args']) as readonly [{ readonly privateKey?: Uint8Array; readonly authorization?: unknown }];
  if (privateKey) throws(() => digestOf(delegationIn(authorization)));
  else await rejects(signRelease(8545n, 1n, undefined as never));
}

const recovered = (args: unknown): string | undefined => {
  const [{ authorization, signature }] = revive(args) as readonly [{ readonly authorization?: unknown; readonly signature?: string }];
  return signerOf({ ...delegationIn(authorization), signature: signature && Signature.from(signature) } as Parameters<typeof signerOf>[0]);
};

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
    'eip7702/hashEIP7702Authorization': ({ args, result }) => hashed(delegationIn((args as readonly unknown[])[0]), revive(result) as Uint8Array),
    'eip7702/hashEIP7702Authorization-error': ({ args }) => throws(() => digestOf(delegationIn((revive(args) as readonly unknown[])[0]))),
    'eip7702/signEIP7702Authorization': authorized,
    'eip7702/signEIP7702Authorization-error': notAuthorized,
    'eip7702/recoverEIP7702Authorization': ({ args, result }) => equal(recovered(args)?.toLowerCase(), result),
    'eip7702/recoverEIP7702Authorization-error': ({ args }) => equal(recovered(args), undefined),
    // It comes without its hash: what src says is compared with the clause, put together here.
    'eip7702/wallet-core': ({ chainId, address, nonce }) => {
      const delegation = { chainId: BigInt(String(chainId)), address: String(address), nonce: BigInt(String(nonce)) };
      hashed(delegation, digestOf(delegation));
    },
  },
};
