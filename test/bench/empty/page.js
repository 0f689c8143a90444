let next = 0;
const waiting = new Map();
addEventListener('message', ({ data }) => {
  if (data?.to !== 'page') return;
  waiting.get(data.id)?.(data.method);
  waiting.delete(data.id);
});
// The demo site looks for a wallet of this name.
const info = { name: 'Holdall, but empty' };
const provider = {
  request: ({ method }) =>
    new Promise((resolve) => {
      const id = next++;
      waiting.set(id, resolve);
      postMessage({ to: 'worker', id, method }, location.origin);
    }),
};
addEventListener('eip6963:requestProvider', () => dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider } })));
