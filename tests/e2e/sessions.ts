/** Sessions of the DevTools protocol with pages, and with what Playwright gives none of: Facet's worker. */
import type { CDPSession, Page } from '@playwright/test';
import type { Facet } from './facet';

/** One with a page or a worker. */
export interface Session {
  send<T = unknown>(method: string, params?: object): Promise<T>;
  on(method: string, listener: (params: unknown) => void): void;
  detach(): Promise<void>;
}

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

export const attachToPage = async (page: Page): Promise<Session> =>
  (await page.context().newCDPSession(page)) as unknown as Session;

/** One with the worker that runs now. */
export async function attachToWorker({ context, id }: Facet): Promise<Session> {
  const browser = context.browser();
  if (!browser) throw new Error('this browser cannot be asked');
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = (await session.send('Target.getTargets')) as { targetInfos: TargetInfo[] };
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(id));
  if (!worker) throw new Error('there is no worker');
  const { targetId } = worker;
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  return inside(session, sessionId);
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

/** A session whose messages travel in those of another one. */
function inside(session: CDPSession, sessionId: string): Session {
  const open = new Map<number, (reply: Message) => void>();
  session.on('Target.detachedFromTarget', () => {
    for (const answer of open.values()) answer({ error: { message: 'the worker has ended' } });
    open.clear();
  });
  const listeners = new Map<string, (params: unknown) => void>();
  let last = 0;
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id = 0, method = '', ...rest } = JSON.parse(message) as Message;
    open.get(id)?.(rest);
    open.delete(id);
    listeners.get(method)?.(rest.params);
  });
  return {
    send: <T>(method: string, params: object = {}) =>
      new Promise<T>((resolve, reject) => {
        last += 1;
        open.set(last, ({ result, error }) =>
          error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result as T),
        );
        const message = JSON.stringify({ id: last, method, params });
        void session.send('Target.sendMessageToTarget', { sessionId, message });
      }),
    on: (method, listener) => void listeners.set(method, listener),
    detach: () => session.detach(),
  };
}
