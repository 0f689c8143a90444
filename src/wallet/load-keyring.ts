// The code that only a secret needs. As the adapters are in chains/load.ts: inlined lazily by Vite 8, and run when a secret is first touched.
export const loadKeyring = async () => ({
  ...(await import('../keyring/keyring')),
  ...(await import('../keyring/mnemonic')),
  ...(await import('../keyring/password')),
  ...(await import('./imported')),
});
