import type { Address, ChainAdapter, PaymentLink } from '../chains/adapter';
import { familyIds, familyOf, type FamilyId } from '../chains/registry';
import type { ChainId } from '../core/caip';
import { codeOf, WalletError } from '../core/errors';
import type { Recipient } from './views/send';
import type { KnownNetwork, NetworkService } from './services';

export type RecipientParts = {
  readonly networks: NetworkService;
  readonly loadAdapter: (family: FamilyId) => Promise<ChainAdapter>;
};

/** Whom a person means by what they typed: an address, or a name that stands for one now. Throws `address/*`, `recipient/*`, `network/*`. */
export async function recipientOf(parts: RecipientParts, network: KnownNetwork, typed: string): Promise<Recipient> {
  const text = typed.trim();
  const adapter = await parts.loadAdapter(network.family);
  try {
    return { address: adapter.addresses.parse(text, network) };
  } catch (error) {
    if (codeOf(error) !== 'address/invalid') throw error;
    if (await isOfAnotherFamily(parts, text, network)) throw new WalletError('address/other-family');
    if (!adapter.names?.looksLikeName(text)) throw error;
    const name = await adapter.names.normalise(text);
    return { address: await addressOfName(parts.networks, network, name), name };
  }
}

/** What a name stands for now; only its chain is asked. */
async function addressOfName(networks: NetworkService, network: KnownNetwork, name: string): Promise<Address> {
  const { names } = (await networks.open(network.id)).adapter;
  if (!names) throw new WalletError('address/invalid');
  return names.resolve((await networks.open(names.home)).context, name, network);
}

/** Reads a payment link of any family; where it names no network, for `shown` or the first of its family that is on. Throws `link/*`, `network/*`. */
export async function readLink({ networks, loadAdapter }: RecipientParts, text: string, shown: ChainId): Promise<PaymentLink> {
  const scheme = /^([a-z]+):/i.exec(text.trim())?.[1]?.toLowerCase();
  const family = familyIds.find((id) => scheme !== undefined && familyOf(id).linkScheme === scheme);
  const links = family === undefined ? undefined : (await loadAdapter(family)).links;
  if (family === undefined || !links) throw new WalletError('link/invalid');
  const open = (await networks.list()).filter((network) => network.family === family && network.enabled);
  const network = open.find(({ id }) => id === shown) ?? open[0];
  if (!network) throw new WalletError('network/disabled');
  const payment = links.parse(text.trim(), network);
  if (!(await networks.get(payment.network)).enabled) throw new WalletError('network/disabled');
  return payment;
}

/** Base58 of one family can look like another's: where it also looks like our own, the other family must really read it. */
async function isOfAnotherFamily({ loadAdapter }: RecipientParts, text: string, { family }: KnownNetwork): Promise<boolean> {
  const others = familyIds.filter((other) => other !== family && familyOf(other).addressLike.test(text));
  if (!familyOf(family).addressLike.test(text)) return others.length > 0;
  for (const other of others) {
    const { addresses } = await loadAdapter(other);
    if (familyOf(other).networks.some((network) => reads(() => addresses.parse(text, network)))) return true;
  }
  return false;
}

function reads(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    return codeOf(error) === 'address/wrong-network';
  }
}

/** Refuses when a name has come to stand for somebody else since it was typed. Throws `recipient/name-changed`. */
export async function requireSameName(networks: NetworkService, id: ChainId, name: string, address: Address): Promise<void> {
  if ((await addressOfName(networks, await networks.get(id), name)) !== address) throw new WalletError('recipient/name-changed');
}
