/**
 * The road between our script in the page's world and our bridge in the isolated one. Both run before any script of the page, meet
 * once over two well-known event names, and from then on talk over two names that nobody else knows. Frames are JSON text: a string is
 * the one thing that crosses worlds unchanged in every browser (Firefox wraps objects).
 *
 * The names are no security boundary: a page that learned them could do what the provider lets it do anyway. They keep other scripts'
 * messages, and forged ones, from being taken for ours.
 */
export type Link = { send(frame: string): void; receive(listener: (frame: string) => void): void };

const ready = 'holdall:ready';
const hello = 'holdall:hello';

/** The page's end: makes the secret, says it until the other end has it. What is sent before that waits. */
export function linkFromPage(target: Window): Link {
  const { dispatch, listen } = intrinsics(target);
  const secret = crypto.randomUUID();
  const waiting: string[] = [];
  const send = (frame: string) => dispatch(`${secret}<`, frame);
  let linked = false;
  const say = () => dispatch(hello, secret);
  const forget = listen(ready, say);

  listen(secret, () => {
    linked = true;
    forget();
    waiting.splice(0).forEach(send);
  });
  say();
  return { send: (frame) => (linked ? send(frame) : void waiting.push(frame)), receive: (listener) => void listen(`${secret}>`, listener) };
}

/** The bridge's end: takes the first secret it is told and answers on it. */
export function linkFromBridge(target: Window, linked: (link: Link) => void): void {
  const { dispatch, listen } = intrinsics(target);
  const forget = listen(hello, (secret) => {
    forget();
    linked({ send: (frame) => dispatch(`${secret}>`, frame), receive: (listener) => void listen(`${secret}<`, listener) });
    dispatch(secret, '');
  });
  dispatch(ready, '');
}

/** Begins once a person sees the page: one that is prerendered may ask nothing yet, and is in no frame that the worker would serve. */
export function whenShown(page: EventTarget & { readonly prerendering?: boolean }, begin: () => void): void {
  if (page.prerendering) page.addEventListener('prerenderingchange', begin, { once: true });
  else begin();
}

/** The functions as they are before the page can replace them. `listen` returns what takes the listener away. */
function intrinsics(target: Window) {
  const NativeEvent = CustomEvent;
  const dispatchEvent = target.dispatchEvent.bind(target);
  const addEventListener = target.addEventListener.bind(target);
  const removeEventListener = target.removeEventListener.bind(target);
  return {
    dispatch: (name: string, detail: string) => void dispatchEvent(new NativeEvent(name, { detail })),
    listen: (name: string, listener: (detail: string) => void) => {
      const handler = (event: Event) => listener(String((event as CustomEvent).detail));
      addEventListener(name, handler);
      return () => removeEventListener(name, handler);
    },
  };
}
