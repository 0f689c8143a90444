let next = 0;
const waiting = new Map();
addEventListener('message', ({ data }) => {
  if (data?.to !== 'page') return;
  waiting.get(data.id)?.(data.method);
  waiting.delete(data.id);
});
window.demo = {
  found: { evm: { request: ({ method }) => new Promise((resolve) => {
    const id = next++;
    waiting.set(id, resolve);
    postMessage({ to: 'worker', id, method }, location.origin);
  }) } },
};
