import type { Browser } from './browser';

type Message = { readonly id?: number; readonly method?: string; readonly params?: { readonly chunk?: string }; readonly error?: { readonly message: string } };

/** All that the worker's memory holds once it has been cleared of what nobody refers to, as the browser writes it for a debugger: every string is in it. */
export async function heapOf(browser: Browser): Promise<string> {
  const session = await browser.context.browser()!.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(browser.id));
  if (!worker) throw new Error('the worker does not run');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: worker.targetId, flatten: false });
  const chunks: string[] = [];
  const waiting = new Map<number, (message: Message) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, method, params, ...rest } = JSON.parse(message) as Message;
    if (id !== undefined) waiting.get(id)?.(rest);
    else if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(params?.chunk ?? '');
  });
  let last = 0;
  const send = async (method: string, params: object = {}) => {
    const id = (last += 1);
    const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    const { error } = await answered;
    if (error) throw new Error(error.message);
  };
  await send('HeapProfiler.enable');
  await send('HeapProfiler.collectGarbage');
  await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}
