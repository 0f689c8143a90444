// What this machine needs for `npm start` and `npm test`, and how to get it. Plain Node: it runs before anything is installed.
// Each function that installs returns undefined, or one sentence that says why it could not.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

/** A sentence where Node is too old for the tools, else undefined. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19) ? undefined : `Holdall's tools need Node 20.19 or newer; this is ${version}.`;
}

/** `npm ci`, unless what is installed is what the lock file says. */
export function installDependencies() {
  if (installed()) return undefined;
  console.log('Installing the npm packages of package-lock.json …');
  const { status } = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  return status === 0 ? undefined : 'The npm packages could not be installed: "npm ci" failed. Is the npm registry reachable?';
}

// npm leaves its own lock file in node_modules: what it holds is what is there.
function installed() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) => path === '' || optional || devOptional || peer || present[path]?.version === version,
  );
}

const chromiums = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const firefoxes = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** The path of a browser that starts, or undefined. On Ubuntu the files of these names may only advertise a snap. */
export const findChromium = () => [process.env.CHROMIUM, ...chromiums, playwrightChromium()].find(starts);
export const findFirefox = () => [process.env.FIREFOX, ...firefoxes].find(starts);

const starts = (path) => path && existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;

/** Chromium by Debian's package; where that is only a snap (Ubuntu), the build that Playwright ships. */
export function installChromium() {
  if (findChromium()) return undefined;
  const refused = debian() ? apt('chromium') : 'this is not Debian';
  if (findChromium()) return undefined;
  console.log("Installing Playwright's Chromium …");
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  run(process.execPath, [cli, 'install', ...(mayInstall() ? ['--with-deps'] : []), 'chromium']);
  return findChromium() ? undefined : `Chromium could not be installed (${refused}): install it, or say where it is in CHROMIUM.`;
}

export function installFirefox() {
  if (findFirefox()) return undefined;
  const refused = debian() ? apt('firefox-esr') : apt('firefox');
  return findFirefox()
    ? undefined
    : `Firefox could not be installed (${refused ?? 'the package only advertises a snap'}): install it, or say where it is in FIREFOX.`;
}

/** Letters for Latin and Chinese text, so that pictures of the screens show them. */
export function installFonts() {
  if (spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim()) return undefined;
  const refused = apt('fontconfig', 'fonts-dejavu-core', 'fonts-noto-cjk');
  return refused && `Fonts with Chinese letters could not be installed (${refused}): pictures will show boxes in their place.`;
}

export function installBitcoin() {
  const { status, stderr } = spawnSync('bash', [join(root, 'test/devnet/install-bitcoind.sh'), join(root, '.cache/bitcoind')], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  return status === 0 ? undefined : lastLine(stderr) || 'The Bitcoin node could not be installed.';
}

/** Debian itself: Ubuntu's packages of browsers are snaps. */
function debian() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=debian$/m.test(release);
}

const isRoot = () => process.getuid?.() === 0;
const sudo = () => spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
const mayInstall = () => isRoot() || sudo();

let updated = false;
/** A reason why not, else undefined. */
function apt(...packages) {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return 'there is no apt-get here';
  if (!mayInstall()) return 'that needs root or sudo without a password';
  const prefix = isRoot() ? [] : ['sudo', '-n'];
  const call = (...rest) => {
    const [command, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...rest];
    return spawnSync(command, args, { encoding: 'utf8', timeout: 600_000 });
  };
  if (!updated) {
    console.log('Reading the lists of packages …');
    call('update');
    updated = true;
  }
  console.log(`Installing ${packages.join(', ')} …`);
  const { status, stderr } = call('install', '-y', '--no-install-recommends', ...packages);
  return status === 0 ? undefined : lastLine(stderr) || 'apt-get failed';
}

/** Where Playwright keeps its own build, if it is there. */
function playwrightChromium() {
  const cli = join(root, 'node_modules/playwright-core/index.js');
  if (!existsSync(cli)) return undefined;
  const script = `console.log(require(${JSON.stringify(cli)}).chromium.executablePath())`;
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout?.trim() || undefined;
}

const lastLine = (text) => text?.trim().split('\n').at(-1)?.trim();
const run = (command, args) => spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
