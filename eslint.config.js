import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const say = (selector, message) => ({ selector, message });

/** Rules say why and what instead. Layers are held by .dependency-cruiser.cjs. */
const everywhere = [
  say("MemberExpression[object.name='Math'][property.name='random']", 'Not a source of randomness for a wallet: use crypto.getRandomValues.'),
];
const pure = [
  say("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Adapters and core have no clock of their own: take context.now.'),
  say("CallExpression[callee.name='parseFloat']", 'No floats for amounts: use core/amount.'),
];

export default tseslint.config(
  { ignores: ['.output/', '.wxt/', 'node_modules/', '.cache/', 'artifacts/', '*.cjs', '**/*.mjs', 'eslint.config.js'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': hooks },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-eval': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  { files: ['src/**', 'entrypoints/**'], rules: { 'no-console': 'error' } },
  { files: ['src/core/**', 'src/chains/**'], rules: { 'no-restricted-syntax': ['error', ...everywhere, ...pure] } },
  {
    files: ['src/**'],
    ignores: ['src/storage/areas.ts', 'src/ui/**', 'src/wallet/session.ts', 'src/wallet/window.ts', 'src/wallet/default-wallet.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'chrome', message: 'Browser APIs stay at the edges: entrypoints, storage/areas, wallet/session, wallet/window, wallet/default-wallet, ui.' },
      ],
    },
  },
);
