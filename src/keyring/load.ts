// As the adapters are in chains/load.ts: inlined lazily by Vite 8, and run when a secret is first touched.
export const loadKeyring = async () => ({
  ...(await import('./keyring')),
  ...(await import('./mnemonic')),
  ...(await import('./password')),
  ...(await import('./imported')),
});
