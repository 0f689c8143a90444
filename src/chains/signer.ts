import type { Curve } from './family';

/** A borrowed right to sign. Adapters never see a private key; a hardware wallet can be one of these. */
export interface Signer {
  readonly curve: Curve;
  /** secp256k1: 33 bytes, compressed. ed25519: 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Low-s, RFC 6979; 65 bytes, r ‖ s ‖ recovery (0 or 1). Of a 32-byte hash. */
  ecdsa(hash: Uint8Array): Promise<Uint8Array>;
  /** BIP-340, 64 bytes; `tweak` is the BIP-341 output tweak. */
  schnorr(hash: Uint8Array, tweak?: Uint8Array): Promise<Uint8Array>;
  /** 64 bytes. */
  ed25519(message: Uint8Array): Promise<Uint8Array>;
  /**
   * The secret shared with an X25519 key, 32 bytes: sites seal messages for secp256k1 keys taken as X25519 ones (`eth_decrypt`). A device may not have it.
   * Throws `dapp/invalid-params` for a key that shares its secret with everybody.
   */
  x25519?(publicKey: Uint8Array): Promise<Uint8Array>;
}

/** The signer for one of the account's own paths (Bitcoin spends from several); without a path, the network's default. */
export type Signers = (path?: string) => Signer;
