import { expect, it } from 'vitest';
import { isPrivate, pageAddress, webAddress } from '../../src/core/web-address';

it.each([
  ['https://a.example/v3/key/', 'https://a.example/v3/key'],
  ['https://a.example/?key=1', 'https://a.example?key=1'],
  ['HTTPS://A.example', 'https://a.example'],
  ['http://127.0.0.1:8545/', 'http://127.0.0.1:8545'],
  ['http://localhost:1', 'http://localhost:1'],
])('takes %s', (text, address) => {
  expect(webAddress(text)).toBe(address);
});

it.each([
  'http://a.example',
  'ftp://a.example',
  'wss://a.example',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://user:pw@a.example',
  'https://user@a.example',
  'https://a.example/#x',
  'http://localhost.evil.example',
  'http://[::1]:1',
  '//a.example',
  '',
  `https://a.example/${'x'.repeat(2048)}`,
  7,
])('refuses %s', (text) => {
  expect(webAddress(text)).toBeUndefined();
});

it('is stricter with pages to open', () => {
  expect(pageAddress('https://scan.example/base/')).toBe('https://scan.example/base');
  for (const text of ['http://127.0.0.1:1', 'https://scan.example?x=1', 'javascript:alert(1)']) expect(pageAddress(text)).toBeUndefined();
});

it.each([
  'https://127.0.0.1',
  'https://0x7f.1',
  'https://2130706433',
  'https://10.1.2.3',
  'https://172.16.0.1',
  'https://172.31.255.255',
  'https://192.168.1.1',
  'https://169.254.169.254',
  'https://100.64.0.1',
  'https://0.0.0.0',
  'https://[::1]',
  'https://[fe80::1]',
  'https://[fc00::1]',
  'https://[::ffff:10.0.0.1]',
  'https://[2002:a00:1::]',
  'https://router',
  'https://router.',
  'https://nas.local',
  'https://box.home.arpa',
  'https://db.internal',
  'https://x.localhost',
])('knows that %s is not for everyone', (address) => {
  expect(isPrivate(address)).toBe(true);
});

it.each(['https://rpc.example.org', 'https://8.8.8.8', 'https://172.32.0.1', 'https://100.128.0.1', 'https://[2606:4700::1111]', 'https://local.example'])(
  'knows that %s is',
  (address) => {
    expect(isPrivate(address)).toBe(false);
  },
);
