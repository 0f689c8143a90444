import * as v from 'valibot';

/**
 * The vault as it lies in storage. A random key seals the secrets; every slot seals that key under something the user has or knows. Two layers,
 * so that changing the password (or strengthening the KDF) rewrites 60 bytes and never the secrets, and what a session holds is not the
 * password's key.
 */
export type VaultFile = {
  readonly version: 1;
  /** Binds the parts to each other: a slot or the data of another vault does not open here. */
  readonly id: string;
  readonly slots: readonly [KeySlot, ...KeySlot[]];
  readonly data: Sealed;
};
export type KeySlot = { readonly kind: 'password'; readonly kdf: Kdf; readonly key: Sealed };
/** `memory` in KiB. */
export type Kdf = { readonly name: 'argon2id'; readonly memory: number; readonly passes: number; readonly lanes: number; readonly salt: string };
/** AES-256-GCM, 96-bit random nonce, 128-bit tag at the end. All base64. */
export type Sealed = { readonly iv: string; readonly ciphertext: string };

const base64 = v.pipe(v.string(), v.base64(), v.maxLength(10_000));
const between = (least: number, most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));

const sealed = v.strictObject({ iv: base64, ciphertext: base64 });
// Upper bounds, so that a damaged file cannot make unlocking take the machine's memory or a day.
const kdf = v.strictObject({ name: v.literal('argon2id'), memory: between(8, 1_048_576), passes: between(1, 100), lanes: between(1, 16), salt: base64 });
const keySlot = v.strictObject({ kind: v.literal('password'), kdf, key: sealed });

export const vaultFileSchema = v.strictObject({
  version: v.literal(1),
  id: base64,
  slots: v.pipe(v.tupleWithRest([keySlot], keySlot), v.maxLength(8)),
  data: sealed,
});
