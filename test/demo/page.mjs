// The site's own script: finds the wallet the way each standard says, and asks it for one thing at a time.
// What a site's backend would build (a Solana or TRON transaction, a PSBT) comes from the demo's server.

const found = {};
const ours = (info) => info?.name?.startsWith('Holdall');

// EIP-6963 and TIP-6963
for (const [family, standard] of [
  ['evm', 'eip6963'],
  ['tron', 'TIP6963'],
]) {
  addEventListener(`${standard}:announceProvider`, ({ detail }) => {
    if (ours(detail.info)) found[family] ??= detail.provider;
  });
  dispatchEvent(new Event(`${standard}:requestProvider`));
}

// Wallet Standard
const register = (...wallets) => {
  for (const wallet of wallets) if (ours(wallet) && wallet.features['solana:signTransaction']) found.solana ??= wallet;
};
addEventListener('wallet-standard:register-wallet', ({ detail }) => detail({ register }));
dispatchEvent(new CustomEvent('wallet-standard:app-ready', { detail: { register } }));

// WBIP-004
const listed = [...(window.wbip_providers ?? []), ...(window.btc_providers ?? [])].find(ours);
found.bitcoin = listed?.id.split('.').reduce((value, key) => value?.[key], window);

const build = async (what, body) => {
  const response = await fetch(`build/${what}`, { method: 'POST', body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
};
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const base64Of = (bytes) => btoa(String.fromCharCode(...bytes));
const utf8 = (text) => new TextEncoder().encode(text);
const hexOf = (bytes) => `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
const words = 'Holdall demo: I was here.';

const evm = (method, params) => found.evm.request({ method, ...(params && { params }) });
const evmAccount = async () => (await evm('eth_accounts'))[0];
const typedData = (chainId) =>
  JSON.stringify({
    domain: { name: 'Holdall demo', version: '1', chainId: Number(chainId), verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC' },
    primaryType: 'Mail',
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      Mail: [
        { name: 'to', type: 'address' },
        { name: 'contents', type: 'string' },
      ],
    },
    message: { to: '0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB', contents: words },
  });

const tron = (method, params) => found.tron.request({ method, ...(params && { params }) });
const tronAccount = async () => (await tron('eth_accounts'))[0];

const solana = (feature) => found.solana.features[feature];
const solanaChain = 'solana:localnet';
const solanaTransfer = async () => {
  const [account] = found.solana.accounts;
  const { transaction } = await build('solana', { from: account.address });
  return { account, transaction: bytesOf(transaction), chain: solanaChain };
};

// sats-connect: the promise resolves with a JSON-RPC envelope, an error included.
const bitcoin = async (method, params = {}) => {
  const { result, error } = await found.bitcoin.request(method, params);
  if (error) throw Object.assign(new Error(error.message), { code: error.code });
  return result;
};
const bitcoinAddress = async () => (await bitcoin('getAddresses', { purposes: ['payment'] })).addresses[0];

/** Every kind of question the wallet answers, by family. Each takes nothing that matters and returns something JSON can write. */
const actions = {
  evm: {
    connect: () => evm('eth_requestAccounts'),
    accounts: () => evm('eth_accounts'),
    chain: () => evm('eth_chainId'),
    balance: async () => evm('eth_getBalance', [await evmAccount(), 'latest']),
    sign: async () => evm('personal_sign', [hexOf(utf8(words)), await evmAccount()]),
    typed: async () => evm('eth_signTypedData_v4', [await evmAccount(), typedData(await evm('eth_chainId'))]),
    send: async () => evm('eth_sendTransaction', [{ from: await evmAccount(), to: '0x000000000000000000000000000000000000dEaD', value: '0x38d7ea4c68000' }]),
    switch: () => evm('wallet_switchEthereumChain', [{ chainId: '0x38' }]),
    switchBack: () => evm('wallet_switchEthereumChain', [{ chainId: '0x1' }]),
  },
  solana: {
    connect: async () => (await solana('standard:connect').connect()).accounts.map(({ address }) => address),
    silent: async () => (await solana('standard:connect').connect({ silent: true })).accounts.map(({ address }) => address),
    sign: async () => {
      const [{ signature }] = await solana('solana:signMessage').signMessage({ account: found.solana.accounts[0], message: utf8(words) });
      return base64Of(signature);
    },
    signTransaction: async () => {
      const [{ signedTransaction }] = await solana('solana:signTransaction').signTransaction(await solanaTransfer());
      return base64Of(signedTransaction);
    },
    send: async () => {
      const [{ signature }] = await solana('solana:signAndSendTransaction').signAndSendTransaction(await solanaTransfer());
      return base64Of(signature);
    },
  },
  tron: {
    connect: () => tron('tron_requestAccounts'),
    accounts: () => tron('eth_accounts'),
    chain: () => tron('eth_chainId'),
    switch: () => tron('wallet_switchEthereumChain', [{ chainId: `0x${(1414681165).toString(16)}` }]),
    sign: () => found.tron.tronWeb.trx.signMessageV2(words),
    signTransaction: async () => found.tron.tronWeb.trx.sign((await build('tron', { from: await tronAccount() })).transaction),
    send: async () => found.tron.tronWeb.trx.sendRawTransaction(await actions.tron.signTransaction()),
  },
  bitcoin: {
    connect: async () => (await bitcoin('wallet_connect', { addresses: ['payment'] })).addresses.map(({ address }) => address),
    addresses: () => bitcoin('getAddresses', { purposes: ['payment'] }),
    switch: () => bitcoin('wallet_changeNetwork', { name: 'Regtest' }),
    sign: async () => bitcoin('signMessage', { address: (await bitcoinAddress()).address, message: words }),
    psbt: async () => {
      const { address, publicKey } = await bitcoinAddress();
      const { psbt, inputs } = await build('bitcoin', { from: address, publicKey });
      return bitcoin('signPsbt', { psbt, signInputs: { [address]: inputs }, broadcast: true });
    },
    send: async () => bitcoin('sendTransfer', { recipients: [{ address: (await bitcoinAddress()).address, amount: 12_345 }] }),
  },
};

/** Runs one action; the outcome is data, so that a test, or the page, can show it. */
async function run(family, action) {
  try {
    if (!found[family]) throw new Error('Holdall is not here');
    return { ok: true, value: (await actions[family][action]()) ?? null };
  } catch (error) {
    return { ok: false, code: error?.code, message: error?.message ?? String(error), isError: error instanceof Error };
  }
}

// Tests ask for the provider itself where an action is too coarse.
window.demo = { found, run, actions };

for (const [family, methods] of Object.entries(actions)) {
  const section = document.createElement('section');
  const output = document.createElement('output');
  section.append(Object.assign(document.createElement('h2'), { textContent: family }));
  for (const action of Object.keys(methods)) {
    const button = Object.assign(document.createElement('button'), { textContent: action });
    button.dataset.testid = `${family}-${action}`;
    button.onclick = async () => {
      output.textContent = '…';
      output.textContent = JSON.stringify(await run(family, action), null, 1);
    };
    section.append(button);
  }
  output.dataset.testid = `${family}-output`;
  section.append(output);
  document.querySelector('main').append(section);
}
