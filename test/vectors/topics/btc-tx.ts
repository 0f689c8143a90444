import assert from 'node:assert/strict';
import { Psbt } from 'bitcoinjs-lib/src/psbt';
import { Transaction } from 'bitcoinjs-lib/src/transaction';
import { addresses, addressOf, scriptOf } from '../../../src/chains/bitcoin/addresses';
import { inspect, signInputs } from '../../../src/chains/bitcoin/psbt';
import { fromHex, toHex } from '../../../src/core/bytes';
import { mainnet, networkOf, script, signerOf } from '../bitcoin';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Payment = { readonly address?: string; readonly output?: string; readonly hash?: string; readonly pubkey?: string; readonly network?: string };

/** Which output an address stands for, both ways; and for P2WPKH, which address a key has. */
const payment = ({ type, arguments: given, expected }: Case): void => {
  const { address, output, pubkey, network } = { ...(given as Payment), ...(expected as Payment) };
  const on = networkOf(network ?? 'bitcoin')!;
  if (address === undefined || output === undefined) throw new NoCodeYet('payments without an address');
  assert.equal(toHex(scriptOf(address, on)), toHex(script(output)));
  assert.equal(addressOf(script(output), on), address);
  if (type === 'p2wpkh' && pubkey !== undefined) assert.equal(addresses.fromPublicKey(fromHex(pubkey), on, 'p2wpkh'), address);
};

export const topic: Topic = {
  groups: {
    'payments/p2wpkh': payment,
    'payments/p2pkh': payment,
    'payments/p2sh': payment,
    'payments/p2wsh': payment,
    // Whether fields of a payment contradict each other is the library's own affair.
    'payments/p2wpkh-invalid': noCode,
    'payments/p2pkh-invalid': noCode,
    'payments/p2sh-invalid': noCode,
    'payments/p2wsh-invalid': noCode,
    bip143: async ({ name, text, unsignedTx, sigHashes, signedTx }) => {
      if (name !== 'Native P2WPKH') throw new NoCodeYet('inputs of other kinds than P2WPKH');
      const spent = [...String(text).matchAll(/scriptPubKey : ([0-9a-f]+),? value: ([\d.]+)\n\s*private key {2}: ([0-9a-f]{64})/g)];
      const unsigned = Transaction.fromHex((unsignedTx as string[])[0]!);
      const psbt = new Psbt();
      psbt.setVersion(unsigned.version).setLocktime(unsigned.locktime);
      for (const [index, { hash, index: vout, sequence }] of unsigned.ins.entries()) {
        const [, output = '', value = ''] = spent[index]!;
        psbt.addInput({ hash, index: vout, sequence, witnessUtxo: { script: fromHex(output), value: BigInt(Number(value) * 1e8) } });
      }
      psbt.addOutputs(unsigned.outs);

      const [, output = '', , key = ''] = spent[1]!;
      const signer = signerOf(fromHex(key));
      const hashes: string[] = [];
      const recording = {
        ...signer,
        ecdsa: (hash: Uint8Array) => {
          hashes.push(toHex(hash));
          return signer.ecdsa(hash);
        },
      };
      await signInputs(psbt, inspect(psbt, [addressOf(fromHex(output), mainnet)!], mainnet), recording);
      assert.deepEqual(hashes, sigHashes);
      const [signature, publicKey] = Transaction.fromHex((signedTx as string[])[0]!).ins[1]!.witness;
      assert.deepEqual(
        psbt.data.inputs[1]!.partialSig!.map((one) => [toHex(one.signature), toHex(one.pubkey)]),
        [[toHex(signature!), toHex(publicKey!)]],
      );
    },
  },
};

function noCode(): never {
  throw new NoCodeYet('no payment templates');
}
