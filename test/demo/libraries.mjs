import { BrowserProvider } from 'ethers';
import { createWalletClient, custom, parseEther } from 'viem';
import { mainnet } from 'viem/chains';
import { Web3 } from 'web3';

// A site made with each of the libraries that sites are made with. The test bundles this file and calls what it leaves behind.

const typed = {
  domain: { name: 'Libraries', version: '1', chainId: 1 },
  types: { Note: [{ name: 'text', type: 'string' }] },
  message: { text: 'hello' },
};

/** The provider that says it is Holdall, as libraries look for it (EIP-6963). */
function announced() {
  let found;
  addEventListener('eip6963:announceProvider', ({ detail }) => {
    if (detail.info.name === 'Holdall') found = detail.provider;
  });
  dispatchEvent(new Event('eip6963:requestProvider'));
  return found;
}

const ethers = () => new BrowserProvider(globalThis.ethereum);
const viem = async () => {
  const transport = custom(announced());
  const [account] = await createWalletClient({ chain: mainnet, transport }).requestAddresses();
  return createWalletClient({ chain: mainnet, transport, account });
};
const web3 = async () => {
  const library = new Web3(globalThis.ethereum);
  const [from] = await library.eth.requestAccounts();
  return { library, from };
};

globalThis.libraries = {
  ethers: {
    connect: async () => (await ethers().getSigner()).address,
    sign: async () => (await ethers().getSigner()).signMessage('hello'),
    typed: async () => (await ethers().getSigner()).signTypedData(typed.domain, typed.types, typed.message),
    send: async (to) => {
      const sent = await (await ethers().getSigner()).sendTransaction({ to, value: 1n });
      return (await sent.wait()).status;
    },
    refused: async () => (await ethers().getSigner()).signMessage('no').catch((error) => error.code),
    blocks: () =>
      new Promise((resolve) => {
        void ethers().on('block', resolve);
      }),
  },
  viem: {
    connect: async () => (await viem()).account.address,
    sign: async () => (await viem()).signMessage({ message: 'hello' }),
    typed: async () => (await viem()).signTypedData({ ...typed, primaryType: 'Note' }),
    send: async (to) => (await viem()).sendTransaction({ to, value: parseEther('0.001') }),
    refused: async () => (await viem()).signMessage({ message: 'no' }).catch((error) => error.name),
  },
  web3: {
    connect: async () => (await web3()).from,
    sign: async () => {
      const { library, from } = await web3();
      return library.eth.personal.sign(library.utils.utf8ToHex('hello'), from, '');
    },
    typed: async () => {
      const { library, from } = await web3();
      const types = { EIP712Domain: ['name', 'version', 'chainId'].map((name) => ({ name, type: name === 'chainId' ? 'uint256' : 'string' })), ...typed.types };
      return library.eth.signTypedData(from, { ...typed, types, primaryType: 'Note' });
    },
    send: async (to) => {
      const { library, from } = await web3();
      return Number((await library.eth.sendTransaction({ from, to, value: '1' })).status);
    },
    heads: async () => {
      const { library } = await web3();
      const subscription = await library.eth.subscribe('newHeads');
      return new Promise((resolve, reject) => {
        subscription.on('data', ({ number }) => resolve(Number(number)));
        subscription.on('error', reject);
      });
    },
  },
};
