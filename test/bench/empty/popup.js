const port = chrome.runtime.connect();
port.onMessage.addListener(() => document.body.append(Object.assign(document.createElement('p'), { textContent: 'ready', className: 'ready' })));
port.postMessage({});
