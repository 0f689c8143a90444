import {
  AccountRole,
  appendTransactionMessageInstructions,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  createTransactionMessage,
  generateKeyPairSigner,
  getAddressEncoder,
  getBase58Decoder,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  lamports,
  pipe,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  type Address,
  type Instruction,
  type KeyPairSigner,
} from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalChain } from './chain';
import { startSolana } from './solana';
import { networks } from '../../src/chains/solana/networks';

const sol = 1_000_000_000n;
const system = '11111111111111111111111111111111' as Address;
const budget = 'ComputeBudget111111111111111111111111111111' as Address;

let chain: LocalChain;
let rpc: ReturnType<typeof createSolanaRpc>;
let alice: KeyPairSigner;

beforeAll(async () => {
  chain = await startSolana({ slotMs: 20 });
  rpc = createSolanaRpc(chain.url);
  alice = await generateKeyPairSigner();
  await chain.fund(alice.address, 10n * sol);
});
afterAll(() => chain.stop());

function transfer(from: KeyPairSigner, to: Address, amount: bigint): Instruction {
  const data = new DataView(new ArrayBuffer(12));
  data.setUint32(0, 2, true);
  data.setBigUint64(4, amount, true);
  const accounts = [
    { address: from.address, role: AccountRole.WRITABLE_SIGNER, signer: from },
    { address: to, role: AccountRole.WRITABLE },
  ];
  return { programAddress: system, accounts, data: new Uint8Array(data.buffer) };
}

async function signed(instructions: readonly Instruction[], lifetime?: Parameters<typeof setTransactionMessageLifetimeUsingBlockhash>[0]) {
  const recent = lifetime ?? (await rpc.getLatestBlockhash().send()).value;
  return signTransactionMessageWithSigners(
    pipe(
      createTransactionMessage({ version: 0 }),
      (message) => setTransactionMessageFeePayerSigner(alice, message),
      (message) => setTransactionMessageLifetimeUsingBlockhash(recent, message),
      (message) => appendTransactionMessageInstructions(instructions, message),
    ),
  );
}

const send = async (transaction: Awaited<ReturnType<typeof signed>>) =>
  rpc.sendTransaction(getBase64EncodedWireTransaction(transaction), { encoding: 'base64' }).send();

describe('the local Solana chain', () => {
  it('is the network that the wallet calls Solana local', async () => {
    expect(networks.map((network) => network.id)).toContain(chain.network);
    expect(`solana:${(await rpc.getGenesisHash().send()).slice(0, 32)}`).toBe(chain.network);
  });

  it('answers a preflight of any page', async () => {
    const response = await fetch(chain.url, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('moves coins and tells a subscriber', async () => {
    const bob = await generateKeyPairSigner();
    const confirm = sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions: createSolanaRpcSubscriptions(chain.websocket!) } as never);
    const transaction = await signed([transfer(alice, bob.address, sol)]);
    await confirm(transaction as never, { commitment: 'confirmed' });
    expect((await rpc.getBalance(bob.address).send()).value).toBe(sol);
    const landed = await rpc.getTransaction(getSignatureFromTransaction(transaction), { maxSupportedTransactionVersion: 0, encoding: 'json' }).send();
    expect(landed?.meta?.fee).toBe(5000n);
  });

  it('charges exactly what getFeeForMessage says', async () => {
    const limit = Uint8Array.of(2, 0x40, 0x0d, 3, 0);
    const price = Uint8Array.of(3, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0);
    const transaction = await signed([{ programAddress: budget, data: limit }, { programAddress: budget, data: price }, transfer(alice, alice.address, 1n)]);
    const quoted = await rpc.getFeeForMessage(Buffer.from(transaction.messageBytes).toString('base64') as never).send();
    const before = (await rpc.getBalance(alice.address).send()).value;
    await send(transaction);
    expect(quoted.value).toBe(lamports(205_000n));
    expect(before - (await rpc.getBalance(alice.address).send()).value).toBe(205_000n);
  });

  it('refuses a blockhash that is older than 150 slots', async () => {
    const old = (await rpc.getLatestBlockhash().send()).value;
    await chain.mine!(152);
    await expect(send(await signed([transfer(alice, alice.address, 1n)], old))).rejects.toMatchObject({
      cause: { message: expect.stringContaining('Blockhash not found') },
    });
    expect((await rpc.isBlockhashValid(old.blockhash).send()).value).toBe(false);
  });

  it('refuses a changed byte, a second sending, too much money and a rent-paying account, each in the words of a node', async () => {
    const bob = await generateKeyPairSigner();
    const post = async (method: string, ...params: unknown[]) =>
      (await (await fetch(chain.url, { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) })).json()) as {
        error?: { code: number; message: string };
      };
    const submit = (wire: string) => post('sendTransaction', wire, { encoding: 'base64' });

    const good = getBase64EncodedWireTransaction(await signed([transfer(alice, bob.address, sol)]));
    const bytes = Buffer.from(good, 'base64');
    bytes[10]! ^= 1;
    expect((await submit(bytes.toString('base64'))).error?.message).toBe('Transaction signature verification failure');
    expect((await submit(good)).error).toBeUndefined();
    expect((await submit(good)).error?.message).toContain('already been processed');
    const tooMuch = await submit(getBase64EncodedWireTransaction(await signed([transfer(alice, bob.address, 1000n * sol)])));
    expect(tooMuch.error).toMatchObject({ code: -32002, message: expect.stringContaining('custom program error: 0x1') });
    const nobody = await generateKeyPairSigner();
    const dust = await submit(getBase64EncodedWireTransaction(await signed([transfer(alice, nobody.address, 1n)])));
    expect(dust.error?.message).toContain('insufficient funds for rent');
    expect((await post('noSuchMethod')).error?.code).toBe(-32601);
    expect((await post('getBalance', 'not an address')).error?.code).toBe(-32602);
  });

  it('accepts a durable nonce long after its blockhash has gone', async () => {
    const nonce = await generateKeyPairSigner();
    const create = new DataView(new ArrayBuffer(52));
    create.setBigUint64(4, 2n * 1_447_680n, true);
    create.setBigUint64(12, 80n, true);
    const initialise = new Uint8Array(36);
    initialise[0] = 6;
    initialise.set(Buffer.from(getAddressEncoder().encode(alice.address)), 4);
    const sysvar = (name: string) => ({ address: name as Address, role: AccountRole.READONLY });
    await send(
      await signed([
        {
          programAddress: system,
          data: new Uint8Array(create.buffer),
          accounts: [
            { address: alice.address, role: AccountRole.WRITABLE_SIGNER, signer: alice },
            { address: nonce.address, role: AccountRole.WRITABLE_SIGNER, signer: nonce },
          ] as never,
        },
        {
          programAddress: system,
          data: initialise,
          accounts: [
            { address: nonce.address, role: AccountRole.WRITABLE },
            sysvar('SysvarRecentB1ockHashes11111111111111111111'),
            sysvar('SysvarRent111111111111111111111111111111111'),
          ],
        },
      ]),
    );
    const account = (await rpc.getAccountInfo(nonce.address, { encoding: 'base64' }).send()).value!;
    const value = getBase58Decoder().decode(Buffer.from(account.data[0], 'base64').subarray(40, 72));
    await chain.mine!(200);
    const advance: Instruction = {
      programAddress: system,
      data: Uint8Array.of(4, 0, 0, 0),
      accounts: [
        { address: nonce.address, role: AccountRole.WRITABLE },
        sysvar('SysvarRecentB1ockHashes11111111111111111111'),
        { address: alice.address, role: AccountRole.READONLY_SIGNER, signer: alice } as never,
      ],
    };
    const lifetime = { blockhash: value as never, lastValidBlockHeight: 0n };
    await send(await signed([advance, transfer(alice, alice.address, 1n)], lifetime));
    await expect(send(await signed([advance, transfer(alice, alice.address, 2n)], lifetime))).rejects.toThrow();
  });

  it('keeps lamports exact beyond what a double can hold', async () => {
    const whale = await generateKeyPairSigner();
    await chain.fund(whale.address, 9_007_199_254_740_993n);
    expect((await rpc.getBalance(whale.address).send()).value).toBe(9_007_199_254_740_993n);
  });
});
