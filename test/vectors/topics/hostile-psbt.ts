import assert from 'node:assert/strict';
import { addresses, addressOf, witnessProgram } from '../../../src/chains/bitcoin/addresses';
import { sum } from '../../../src/chains/bitcoin/coins';
import { messages, openSubject } from '../../../src/chains/bitcoin/messages';
import { inspect, openPsbt } from '../../../src/chains/bitcoin/psbt';
import { derive } from '../../../src/keyring/derive';
import { toSeed } from '../../../src/keyring/mnemonic';
import { mainnet } from '../bitcoin';
import { NoCodeYet, type Topic } from '../topic';

type Facts = { readonly feeSat?: number; readonly externalSat?: number; readonly changeSat?: number };

export const topic: Topic = {
  groups: {
    psbt: async ({ psbt: given, mnemonic, expect, facts }) => {
      const psbt = given as string;
      const seed = await toSeed(mnemonic as string);
      const at = (path: string) => addresses.fromPublicKey(derive(seed, path, 'secp256k1').publicKey, mainnet, 'p2wpkh');
      const address = at("m/84'/0'/0'/0/0");
      if (expect === 'refuse') {
        assert.throws(() => openSubject({ psbt, address }, mainnet), { code: 'transaction/invalid' });
        return;
      }
      // The wallet's accounts have one address. The sums are also taken as they are for an account with more.
      const others = [0, 1].flatMap((chain) => Array.from({ length: 20 }, (_, index) => at(`m/84'/0'/0'/${chain}/${index}`)));
      const { inputs, outputs, fee } = inspect(openPsbt(psbt), others, mainnet);
      if (inputs.some(({ script }) => witnessProgram(script)?.version === 1)) throw new NoCodeYet('no taproot accounts');
      const { feeSat, externalSat, changeSat } = facts as Facts;
      const change = sum(outputs.filter(({ ours }) => ours));
      if (change < (changeSat ?? 0)) throw new NoCodeYet('no change addresses beyond the first twenty');
      if (feeSat !== undefined) assert.equal(Number(fee), feeSat);
      if (changeSat !== undefined) assert.equal(Number(change), changeSat);
      if (externalSat !== undefined) assert.equal(Number(sum(outputs.filter(({ ours }) => !ours))), externalSat);
      if (inputs.some(({ script }) => addressOf(script, mainnet) !== address)) throw new NoCodeYet('an account has one address');

      const { warnings } = messages.preview({ type: 'psbt', address, psbt }, mainnet);
      const worst = warnings.some(({ level }) => level === 'danger') ? 'confirm' : warnings.length > 0 ? 'warn' : 'ok';
      assert.equal(worst, expect, JSON.stringify(warnings));
    },
  },
};
