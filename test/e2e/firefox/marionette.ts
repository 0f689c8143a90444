import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../loopback';

/** Firefox, driven by its own remote protocol: every other driver needs a program that no package registry has. */
export type Firefox = {
  /** Installs the built extension and returns the root of its pages. */
  install(folder: string): Promise<string>;
  goto(url: string): Promise<void>;
  /** Runs a function body in the page and awaits what it returns. */
  evaluate(body: string, ...args: readonly unknown[]): Promise<unknown>;
  click(css: string): Promise<void>;
  type(css: string, text: string): Promise<void>;
  text(css: string): Promise<string>;
  visible(css: string): Promise<boolean>;
  windows(): Promise<readonly string[]>;
  switchTo(window: string): Promise<void>;
  /** Closes the window it is in; another must be switched to. */
  closeWindow(): Promise<void>;
  /** Stops the extension's event page, as the browser does when it is idle. The next event starts it again. */
  stopBackground(): Promise<void>;
  close(): Promise<void>;
};

export async function startFirefox(): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'holdall-firefox-'));
  const port = await freePort();
  const preferences = Object.entries({ ...quiet, 'marionette.port': port });
  writeFileSync(join(profile, 'user.js'), preferences.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`).join('\n'));
  const args = ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profile];
  const child = spawn(process.env['FIREFOX'] || '/usr/bin/firefox-esr', args, { stdio: 'ignore', env: { ...process.env, MOZ_HEADLESS: '1' } });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const send = await open(port, () => child.exitCode === null);
  await send('WebDriver:NewSession', {});
  const find = async (css: string) =>
    Object.values((await send('WebDriver:FindElement', { using: 'css selector', value: css })).value as Record<string, string>)[0]!;
  const chrome = async (script: string, ...scriptArgs: readonly unknown[]) => {
    await send('Marionette:SetContext', { value: 'chrome' });
    try {
      return (await send('WebDriver:ExecuteScript', { script, args: scriptArgs, sandbox: 'system', newSandbox: false })).value;
    } finally {
      await send('Marionette:SetContext', { value: 'content' });
    }
  };

  let extension: unknown;
  return {
    async install(folder) {
      const { value: id } = await send('Addon:Install', { path: resolve(folder), temporary: true });
      extension = id;
      return `moz-extension://${String(await chrome('return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname', id))}/`;
    },
    // By way of nowhere: an address that differs only after its # is not loaded anew.
    goto: async (url) => {
      await send('WebDriver:Navigate', { url: 'about:blank' });
      await send('WebDriver:Navigate', { url });
    },
    evaluate: async (script, ...scriptArgs) => (await send('WebDriver:ExecuteScript', { script, args: scriptArgs, sandbox: null, newSandbox: false })).value,
    click: async (css) => void (await send('WebDriver:ElementClick', { id: await find(css) })),
    type: async (css, text) => void (await send('WebDriver:ElementSendKeys', { id: await find(css), text })),
    text: async (css) => (await send('WebDriver:GetElementText', { id: await find(css) })).value as string,
    visible: (css) =>
      find(css).then(
        () => true,
        () => false,
      ),
    windows: async () => (await send('WebDriver:GetWindowHandles')) as unknown as readonly string[],
    switchTo: async (window) => void (await send('WebDriver:SwitchToWindow', { handle: window })),
    closeWindow: async () => void (await send('WebDriver:CloseWindow')),
    async stopBackground() {
      // A listener that is still at work puts the stop off; the next call does not wait for it.
      for (let tries = 0; (await chrome(stop, extension)) !== 'stopped'; tries++) {
        if (tries === 100) throw new Error('the background does not stop');
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    async close() {
      const gone = once(child, 'exit');
      send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(kill);
      const timer = setTimeout(kill, 5_000);
      await gone;
      clearTimeout(timer);
      process.off('exit', kill);
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const stop = `
  const { extension } = WebExtensionPolicy.getByID(arguments[0]);
  return extension.terminateBackground().then(() => extension.backgroundState);`;

/** Nothing that calls home, asks, or opens a page by itself. */
const quiet = {
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  // Whatever is not on this machine goes to a proxy that is not there, and fails at once. Loopback never goes by a proxy.
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.type': 1,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
};

type Answer = { readonly value?: unknown };
type Send = (command: string, params?: object) => Promise<Answer>;

/** Marionette's frames: the length in bytes, a colon, then `[0, id, command, params]` or `[1, id, error, result]`. */
async function open(port: number, alive: () => boolean): Promise<Send> {
  const socket = await dial(port, alive);
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let buffer = Buffer.alloc(0);
  let next = 1;

  socket.on('data', (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (let colon = buffer.indexOf(':'); colon > 0; colon = buffer.indexOf(':')) {
      const end = colon + 1 + Number(buffer.subarray(0, colon).toString());
      if (buffer.length < end) return;
      const frame: unknown = JSON.parse(buffer.subarray(colon + 1, end).toString());
      buffer = buffer.subarray(end);
      // The first frame is a greeting.
      if (!Array.isArray(frame)) continue;
      const [, id, error, result] = frame as [number, number, { error: string; message: string } | null, Answer];
      const call = waiting.get(id);
      waiting.delete(id);
      if (error) call?.reject(new Error(`${error.error}: ${error.message}`));
      else call?.resolve(result);
    }
  });
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('Firefox closed the connection'))));

  return (command, params = {}) =>
    new Promise((resolve, reject) => {
      const id = next++;
      const frame = JSON.stringify([0, id, command, params]);
      waiting.set(id, { resolve, reject });
      socket.write(`${Buffer.byteLength(frame)}:${frame}`);
    });
}

async function dial(port: number, alive: () => boolean): Promise<Socket> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline && alive();) {
    const socket = connect(port, '127.0.0.1');
    const connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(
        () => false,
        () => false,
      ),
    ]).catch(() => false);
    if (connected) return socket;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('Firefox did not start');
}
