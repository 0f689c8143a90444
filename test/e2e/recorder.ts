import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { listen } from '../loopback';

/** A forward proxy (RFC 9110 §7.6, CONNECT §9.3.6) that lets nothing leave this machine, and remembers every host that was asked for. */
export type Recorder = {
  readonly url: string;
  /** `host:port`, each once, since the last {@link Recorder.forget}. */
  asked(): readonly string[];
  forget(): void;
  stop(): Promise<void>;
};

export async function startRecorder(): Promise<Recorder> {
  const hosts = new Set<string>();
  const isHere = (host: string) => /^(localhost|127\.0\.0\.1):\d+$/.test(host);

  const { url, server, stop } = await listen((request, response) => {
    const target = new URL(request.url ?? '/', 'http://nowhere');
    const host = `${target.hostname}:${target.port || '80'}`;
    hosts.add(host);
    if (!isHere(host)) return void response.writeHead(502).end();
    const onward = ask(target, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connect', ({ url: host = '' }, socket) => {
    hosts.add(host);
    socket.on('error', () => socket.destroy());
    if (!isHere(host)) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const [name, port] = host.split(':') as [string, string];
    const onward = connect(Number(port), name, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  return { url, asked: () => [...hosts], forget: () => hosts.clear(), stop };
}
