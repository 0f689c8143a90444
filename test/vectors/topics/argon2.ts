import assert from 'node:assert/strict';
import { fromHex, toHex, utf8 } from '../../../src/core/bytes';
import { argon2 } from '../../../src/keyring/vault';
import { NoCodeYet, type Case, type Topic } from '../topic';

type Vector = {
  readonly m: number;
  readonly t: number;
  readonly p: number;
  readonly passwordUtf8?: string;
  readonly saltUtf8?: string;
  readonly password?: string;
  readonly salt?: string;
  readonly type?: string;
  readonly version?: number;
  readonly hashLength?: number;
  readonly secret?: string;
  readonly ad?: string;
  readonly tag?: string;
};

function run(vector: Case): Promise<Uint8Array> {
  const {
    m,
    t,
    p,
    passwordUtf8 = 'password',
    saltUtf8 = 'somesalt',
    password,
    salt,
    type = 'argon2id',
    version = 19,
    hashLength = 32,
    secret,
    ad,
  } = vector as unknown as Vector;
  if (type !== 'argon2id' || version !== 19 || hashLength !== 32) throw new NoCodeYet('the vault uses Argon2id, version 19, 32 bytes');
  if (secret !== undefined || ad !== undefined) throw new NoCodeYet('the vault uses neither a secret nor associated data');
  return argon2(password === undefined ? utf8(passwordUtf8) : fromHex(password), salt === undefined ? utf8(saltUtf8) : fromHex(salt), {
    memory: m,
    passes: t,
    lanes: p,
  });
}

const tag = async (vector: Case) => assert.equal(toHex(await run(vector)), (vector as unknown as Vector).tag);

export const topic: Topic = { groups: { rfc9106: tag, phc: tag, errors: (vector) => assert.rejects(async () => run(vector)) } };
