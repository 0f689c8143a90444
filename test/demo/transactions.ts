import { p2wpkh, TEST_NETWORK, Transaction } from '@scure/btc-signer';
import {
  address,
  appendTransactionMessageInstruction,
  compileTransaction,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { TronWeb } from 'tronweb';
import * as v from 'valibot';

/** What a site's backend builds for its users to sign; by libraries the wallet does not build with. */
export type Build = (url: string, body: unknown) => Promise<unknown>;

/** 0.01 SOL, to whom nobody holds a key for. */
export const solana: Build = async (url, body) => {
  const { from } = v.parse(v.object({ from: v.string() }), body);
  const { value: lifetime } = await createSolanaRpc(url).getLatestBlockhash().send();
  const data = new Uint8Array(12);
  new DataView(data.buffer).setUint32(0, 2, true);
  new DataView(data.buffer).setBigUint64(4, 10_000_000n, true);
  const transfer = {
    programAddress: address('11111111111111111111111111111111'),
    accounts: [
      { address: address(from), role: 3 },
      { address: address('So11111111111111111111111111111111111111112'), role: 1 },
    ],
    data,
  };
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (draft) => setTransactionMessageFeePayer(address(from), draft),
    (draft) => setTransactionMessageLifetimeUsingBlockhash(lifetime, draft),
    (draft) => appendTransactionMessageInstruction(transfer, draft),
  );
  return { transaction: getBase64EncodedWireTransaction(compileTransaction(message)) };
};

/** 1 TRX. */
export const tron: Build = async (url, body) => {
  const { from } = v.parse(v.object({ from: v.string() }), body);
  const web = new TronWeb({ fullHost: url });
  return { transaction: await web.transactionBuilder.sendTrx('T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb', 1_000_000, from) };
};

/** One of the user's coins, back to the user but for a fee of 500 sats. */
export const bitcoin: Build = async (url, body) => {
  const { from, publicKey } = v.parse(v.object({ from: v.string(), publicKey: v.pipe(v.string(), v.hexadecimal()) }), body);
  const regtest = { ...TEST_NETWORK, bech32: 'bcrt' };
  const coins = v.parse(
    v.array(v.object({ txid: v.string(), vout: v.number(), value: v.number() })),
    await (await fetch(`${url}/address/${from}/utxo`)).json(),
  );
  const coin = coins.find(({ value }) => value > 20_000);
  if (!coin) throw new Error(`${from} has no coins`);
  const transaction = new Transaction();
  const { script } = p2wpkh(Buffer.from(publicKey, 'hex'), regtest);
  transaction.addInput({ txid: coin.txid, index: coin.vout, witnessUtxo: { script, amount: BigInt(coin.value) } });
  transaction.addOutputAddress(from, BigInt(coin.value) - 500n, regtest);
  return { psbt: Buffer.from(transaction.toPSBT()).toString('base64'), inputs: [0] };
};
