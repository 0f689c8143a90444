import type { KnownChain } from '../adapter';

/** Chains that do not ship, by their number: so that nobody gives one of them another's name or coin. From Trust Wallet Core's registry, November 2026. */
const chains: Readonly<Record<string, readonly [symbol: string, name: string]>> = {
  '61': ['ETC', 'Ethereum Classic'],
  '25': ['CRO', 'Cronos'],
  '30': ['RBTC', 'Rootstock'],
  '60': ['GO', 'GoChain'],
  '74': ['VET', 'VeChain'],
  '82': ['MTR', 'Meter'],
  '88': ['VIC', 'Viction'],
  '99': ['POA', 'POA Network'],
  '108': ['TT', 'ThunderCore'],
  '128': ['HT', 'HECO'],
  '143': ['MON', 'Monad'],
  '169': ['ETH', 'Manta Pacific'],
  '288': ['ETH', 'Boba'],
  '321': ['KCS', 'KCC'],
  '361': ['TFUEL', 'Theta'],
  '787': ['ACA', 'Acala'],
  '820': ['CLO', 'Callisto'],
  '888': ['WAN', 'Wanchain'],
  '999': ['HYPE', 'HyperEVM'],
  '1030': ['CFX', 'Conflux eSpace'],
  '1088': ['METIS', 'Metis'],
  '1284': ['GLMR', 'Moonbeam'],
  '1285': ['MOVR', 'Moonriver'],
  '1329': ['SEI', 'Sei'],
  '1890': ['ETH', 'Lightlink'],
  '2020': ['RON', 'Ronin'],
  '2222': ['KAVA', 'Kava'],
  '4200': ['BTC', 'Merlin'],
  '4326': ['ETH', 'MegaETH'],
  '4689': ['IOTX', 'IoTeX'],
  '6001': ['BB', 'BounceBit'],
  '7000': ['ZETA', 'ZetaChain'],
  '7332': ['ZEN', 'EON'],
  '8217': ['KAIA', 'Kaia'],
  '9001': ['EVMOS', 'Evmos'],
  '9745': ['XPL', 'Plasma'],
  '10000': ['BCH', 'SmartBCH'],
  '810180': ['ETH', 'zkLink Nova'],
  '245022934': ['NEON', 'Neon'],
  '1313161554': ['ETH', 'Aurora'],
};

export function knownChain(reference: string): KnownChain | undefined {
  if (!Object.hasOwn(chains, reference)) return undefined;
  const [symbol, name] = chains[reference]!;
  return { name, symbol };
}
