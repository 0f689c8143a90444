/** Who may import whom. `core` at the bottom, `entrypoints` on top; arrows point down only. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'A cycle is two files pretending to be one.'),
    forbid('core-is-the-bottom', { path: '^src/core/' }, { pathNot: '^src/core/' }, 'core imports nothing of ours and no package but the noble family.'),
    forbid(
      'chain-libraries-stay-in-chains',
      { pathNot: '^src/chains/[^/]+/' },
      { path: 'node_modules/(ethers|@solana/web3\\.js|tronweb|bitcoinjs-lib|@aptos-labs|@polkadot|eosjs|@wharfkit)' },
      'One folder knows each chain library.',
    ),
    forbid(
      'families-do-not-know-each-other',
      { path: '^src/chains/([^/]+)/.+' },
      { path: '^src/chains/([^/]+)/.+', pathNot: '^src/chains/$1/.+' },
      'Share through src/core or src/chains/*.ts.',
    ),
    forbid(
      'adapters-are-loaded-not-imported',
      { pathNot: '^(src/chains/load\\.ts|test/|src/chains/[^/]+/)' },
      { path: '^src/chains/[^/]+/(?!family\\.ts|networks\\.ts|inpage\\.ts)' },
      'Only family data is light. Everything else goes through loadAdapter().',
    ),
    forbid(
      'secrets-stay-in-the-worker',
      { pathNot: '^(src/(keyring|wallet)/|entrypoints/(background|keyring)|test/)' },
      { path: '^src/keyring/' },
      'Keys live in the background.',
    ),
    forbid(
      'keyring-knows-no-service',
      { path: '^src/keyring/' },
      { path: '^src/(wallet|dapp|ui|net|rpc|inpage)/', dependencyTypesNot: ['type-only'] },
      'It knows keys and the file they lie in. What an account is, the wallet knows.',
    ),
    forbid(
      'storage-stays-in-the-worker',
      { pathNot: '^(src/(storage|wallet|keyring|dapp)/|entrypoints/background|test/)' },
      { path: '^src/storage/' },
      'The UI asks over rpc.',
    ),
    forbid(
      'ui-sees-data-and-types',
      { path: '^(src/ui/|entrypoints/(popup|approval|welcome))' },
      { path: '^src/(keyring|storage|dapp|inpage|wallet)/', dependencyTypesNot: ['type-only'] },
      'Types of the api are fine; code is not.',
    ),
    forbid(
      'page-scripts-carry-nothing',
      { path: '^(src/inpage/|src/chains/[^/]+/inpage\\.ts|entrypoints/inpage)' },
      { pathNot: ['^src/(inpage|core)/', '^src/chains/[^/]+/inpage', '^entrypoints/inpage', 'node_modules/wxt/'], dependencyTypesNot: ['type-only'] },
      'What runs in a page stays a few kB and knows no network, no library, no browser API.',
    ),
    forbid(
      'no-dev-dependencies-in-the-product',
      { path: '^(src|entrypoints)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/wxt/' },
      'Move it to dependencies.',
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default'] },
  },
};
