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
  const { dispatch, listen, forget } = intrinsics(target);
  const secret = crypto.randomUUID();
  const waiting: string[] = [];
  let linked = false;
  const say = () => dispatch(hello, secret);
  const link = roads(dispatch, listen, `${secret}<`, `${secret}>`);

  listen(secret, () => {
    linked = true;
    forget(ready, say);
    for (const frame of waiting.splice(0)) link.send(frame);
  });
  listen(ready, say);
  say();
  return { send: (frame) => (linked ? link.send(frame) : void waiting.push(frame)), receive: link.receive };
}

/** The bridge's end: takes the first secret it is told and answers on it. */
export function linkFromBridge(target: Window, linked: (link: Link) => void): void {
  const { dispatch, listen, forget } = intrinsics(target);
  const meet = (secret: string) => {
    forget(hello, meet);
    linked(roads(dispatch, listen, `${secret}>`, `${secret}<`));
    dispatch(secret, '');
  };
  listen(hello, meet);
  dispatch(ready, '');
}

type Listener = (detail: string) => void;

/** The functions as they are before the page can replace them. */
function intrinsics(target: Window) {
  const NativeEvent = CustomEvent;
  const dispatchEvent = target.dispatchEvent.bind(target);
  const addEventListener = target.addEventListener.bind(target);
  const removeEventListener = target.removeEventListener.bind(target);
  const wrapped = new Map<Listener, (event: Event) => void>();
  return {
    dispatch: (name: string, detail: string) => void dispatchEvent(new NativeEvent(name, { detail })),
    listen: (name: string, listener: Listener) => {
      const handler = (event: Event) => listener(String((event as CustomEvent).detail));
      wrapped.set(listener, handler);
      addEventListener(name, handler);
    },
    forget: (name: string, listener: Listener) => removeEventListener(name, wrapped.get(listener)!),
  };
}

const roads = (dispatch: (name: string, detail: string) => void, listen: (name: string, listener: Listener) => void, out: string, back: string): Link => ({
  send: (frame) => dispatch(out, frame),
  receive: (listener) => listen(back, listener),
});
