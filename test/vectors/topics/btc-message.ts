import assert from 'node:assert/strict';
import { addresses, scriptOf, witnessProgram } from '../../../src/chains/bitcoin/addresses';
import { messages } from '../../../src/chains/bitcoin/messages';
import { bip322Hash, bip322Transactions } from '../../../src/chains/bitcoin/signed-message';
import { toHex, utf8 } from '../../../src/core/bytes';
import { mainnet, regtest, signerOf, testnet } from '../bitcoin';
import { NoCodeYet, type Case, type Topic } from '../topic';

const networkFor = (address: string) => [mainnet, testnet, regtest].find(({ hrp }) => address.toLowerCase().startsWith(`${hrp}1`));

async function sign(address: string, message: unknown, wif: string): Promise<string> {
  const network = networkFor(address);
  const program = network && witnessProgram(scriptOf(address, network));
  if (!network || program?.version !== 0 || program.bytes.length !== 20) throw new NoCodeYet('only P2WPKH accounts sign');
  if (typeof message !== 'string') throw new NoCodeYet('messages of bytes that are no text');
  const answer = await messages.sign({ type: 'message', address, message, protocol: 'BIP322' }, network, () => signerOf(wif));
  return (answer as { readonly signature: string }).signature;
}

const simple = async (vector: Case): Promise<void> => {
  const [key = '', ...others] = vector['private_keys'] as string[];
  if (others.length > 0) throw new NoCodeYet('only P2WPKH accounts sign');
  // The BIP prefixes what signers make; pages expect none (see signed-message.ts).
  assert.ok((vector['bip322_signatures'] as string[]).includes(`smp${await sign(vector['address'] as string, vector['message'], key)}`));
};

export const topic: Topic = {
  groups: {
    'bip322-basic/tx_hashes': ({ message, address, message_hash, to_spend_tx_hash, to_sign_tx_hash }) => {
      const text = utf8(message as string);
      const { toSpend, toSign } = bip322Transactions(text, scriptOf(address as string, mainnet));
      assert.deepEqual([toHex(bip322Hash(text)), toSpend.getId(), toSign.getId()], [message_hash, to_spend_tx_hash, to_sign_tx_hash]);
    },
    'bip322-basic/simple': simple,
    'bip322-generated/simple': simple,
    sign: async ({ address, message, wif, signature }) => assert.equal(await sign(address as string, message, wif as string), signature),
    'sign-error': async ({ args }) => {
      const [wif, address, message] = args as readonly [string, string, string];
      const network = networkFor(address) ?? mainnet;
      assert.notEqual(addresses.fromPublicKey(signerOf(wif).publicKey, network, 'p2wpkh'), address);
      await assert.rejects(async () => messages.sign({ type: 'message', address, message, protocol: 'BIP322' }, network, () => signerOf(wif)), {
        code: 'transaction/invalid',
      });
    },
  },
};
