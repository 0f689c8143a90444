/**
 * An address that the wallet may ask: https; or http on this machine, where nobody listens in between. Without a trailing slash, with
 * its query, where an API key may stand. Undefined for anything else: a name and password in it, a fragment, another scheme.
 */
export function webAddress(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > longest || !URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password, hash, origin, pathname, search } = new URL(text);
  if (username || password || hash) return undefined;
  if (protocol !== 'https:' && !(protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1'))) return undefined;
  return `${origin}${pathname.replace(/\/+$/, '')}${search}`;
}

/** The same for a page that people open: https, and no query. */
export function pageAddress(text: unknown): string | undefined {
  const address = webAddress(text);
  return address?.startsWith('https:') && !address.includes('?') ? address : undefined;
}

/**
 * Whether the host is of this machine or of a network at home or at work (RFC 1918, 4193, 6598, 6762, 8375): a site that names one wants
 * the wallet to knock where the site cannot. `URL` has brought every spelling of an IPv4 address to one. A public name that resolves to a
 * private address is not seen.
 */
export function isPrivate(address: string): boolean {
  const host = new URL(address).hostname.replace(/\.$/, '');
  if (host.startsWith('[')) return !/^\[[23]/.test(host) || /^\[2002:/.test(host);
  const four = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (!four) return !host.includes('.') || /\.(localhost|local|internal|lan|intranet|home\.arpa|test|invalid|onion)$/.test(host);
  const [a, b] = [Number(four[1]), Number(four[2])];
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19))
  );
}

const longest = 2048;
