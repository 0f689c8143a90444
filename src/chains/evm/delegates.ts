import type { Address } from '../adapter';

/**
 * Contracts that wallets have accounts delegate to, by what their makers call them; read on 22 November 2026. All but the newer Calibur are the
 * "known implementations" of https://ethereum.org/roadmap/pectra/7702; that one is in https://github.com/Uniswap/calibur.
 */
const names: Readonly<Record<Address, string>> = {
  '0x63c0c19a282a1B52b07dD5a65b58948A07DAE32B': 'MetaMask Stateless DeleGator',
  '0x000000009B1D0aF20D8C6d0A44e162d11F9b8f00': 'Uniswap Calibur',
  '0x000000005c84F8Fd50b21CAC312528A64437030e': 'Uniswap Calibur',
  '0x69007702764179f14F51cdce752f4f775d74E139': 'Alchemy Modular Account',
  '0x5A7FC11397E9a8AD41BF10bf13F22B0a63f96f6d': 'Ambire Account',
  '0x4Cd241E8d1510e30b2076397afc7508Ae59C66c9': 'Simple7702Account',
};

/** By the EIP-55 address. */
export const nameOfDelegate = (address: Address): string | undefined => (Object.hasOwn(names, address) ? names[address] : undefined);
