import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';

// Endpoints without CORS need a host permission; everything else is asked for when the user adds it.
const localHosts = ['http://localhost/*', 'http://127.0.0.1/*'];

// Unlisted scripts, declared here by hand: WXT's own content-script wrapper alone is larger than our bridge.
const everyPage = { matches: ['https://*/*', ...localHosts], run_at: 'document_start' } as const;

/** WXT starts a script with 600 bytes of logging. These two go into every page the user visits. */
const bareScripts: Plugin = {
  name: 'bare-scripts',
  transform: (code, id) => (id.includes('virtual:wxt-unlisted-script-entrypoint') ? `${code.slice(0, code.indexOf(';') + 1)} definition.main();` : undefined),
};

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  manifestVersion: 3,
  imports: false,
  vite: () => ({ plugins: [bareScripts], build: { modulePreload: { polyfill: false }, target: 'es2022' } }),
  hooks: {
    // WXT ends a script with the name of its value. These have none, and every page would be told of the error.
    'entrypoints:resolved': (_wxt, entrypoints) => {
      for (const entrypoint of entrypoints) if (entrypoint.type === 'unlisted-script') entrypoint.options.globalName = false;
    },
  },
  manifest: ({ browser }) => ({
    name: 'Holdall',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'idle', 'scripting'],
    host_permissions: localHosts,
    optional_host_permissions: ['https://*/*'],
    content_scripts: [
      { ...everyPage, js: ['inpage.js'], world: 'MAIN' },
      { ...everyPage, js: ['bridge.js'] },
    ],
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src https: http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: { id: 'wallet@holdall.example', strict_min_version: '142.0', data_collection_permissions: { required: ['none'] } },
          },
        }
      : { minimum_chrome_version: '120' }),
  }),
});
