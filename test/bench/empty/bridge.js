let port;
addEventListener('message', ({ data }) => {
  if (data?.to !== 'worker') return;
  if (!port) {
    port = chrome.runtime.connect();
    port.onMessage.addListener((answer) => postMessage({ ...answer, to: 'page' }, location.origin));
    port.onDisconnect.addListener(() => (port = undefined));
  }
  port.postMessage(data);
});
