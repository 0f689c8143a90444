import assert from 'node:assert/strict';
import { addresses, addressOf, scriptOf } from '../../../src/chains/bitcoin/addresses';
import { fromHex, toHex } from '../../../src/core/bytes';
import { mainnet, networkOf, regtest, script, testnet } from '../bitcoin';
import { NoCodeYet, type Case, type Topic } from '../topic';

const reads = (address: string, expected: Uint8Array, network: typeof mainnet): void => {
  assert.equal(toHex(scriptOf(address, network)), toHex(expected));
  const canonical = addresses.parse(address, network);
  assert.equal(canonical, addressOf(expected, network));
  assert.equal(canonical, /^(bc|tb|bcrt)1/i.test(address) ? address.toLowerCase() : address);
};

const refused =
  (field: string) =>
  (vector: Case): void => {
    for (const network of [mainnet, testnet, regtest]) assert.throws(() => addresses.parse(vector[field] as string, network), /^WalletError: address\//);
  };

export const topic: Topic = {
  groups: {
    'segwit-valid': ({ address, scriptPubKey, network }) => reads(address as string, fromHex(scriptPubKey as string), networkOf(network)!),
    'segwit-invalid': refused('address'),
    'btc-address/valid': ({ network: name, base58check, bech32, script: asm }) => {
      const network = networkOf(name);
      if (!network) throw new NoCodeYet('networks of other coins');
      reads((base58check ?? bech32) as string, script(asm as string), network);
    },
    'btc-address/bech32': ({ address, version, prefix, data }) => {
      const network = [mainnet, testnet, regtest].find(({ hrp }) => hrp === prefix)!;
      const program = fromHex(data as string);
      reads(address as string, Uint8Array.of(version === 0 ? 0 : 0x50 + Number(version), program.length, ...program), network);
    },
    'btc-address/invalid-bech32': refused('address'),
    'btc-address/invalid-fromBase58Check': refused('address'),
    'btc-address/invalid-toOutputScript': refused('address'),
    'btc-address/invalid-fromOutputScript': ({ script: asm }) => assert.equal(addressOf(script(asm as string), mainnet), undefined),
    'base58-keys/valid': ({ string, payload, meta }) => {
      const { addrType, isPrivkey, isTestnet } = meta as { readonly addrType?: string; readonly isPrivkey: boolean; readonly isTestnet: boolean };
      if (isPrivkey) throw new NoCodeYet('no keys in wallet import format');
      const asm = addrType === 'script' ? `OP_HASH160 ${payload} OP_EQUAL` : `OP_DUP OP_HASH160 ${payload} OP_EQUALVERIFY OP_CHECKSIG`;
      reads(string as string, script(asm), isTestnet ? testnet : mainnet);
      assert.throws(() => addresses.parse(string as string, isTestnet ? mainnet : testnet), { code: 'address/wrong-network' });
    },
    'base58-keys/invalid': refused('string'),
  },
};
