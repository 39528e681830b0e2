/** The side panel that Chromium itself shows beside a page: no tab, so that it is reached by the protocol alone. */
import { expect } from '@playwright/test';
import type { Facet } from './facet';

interface Reply {
  id?: number;
  result?: { result?: { value?: unknown } };
}

/** Attaches to the open panel; keys go to it as the browser hands them to a page. */
export async function inSidePanel(facet: Facet) {
  const browser = await facet.context.newCDPSession(facet.context.pages()[0]!);
  const find = async () => {
    const { targetInfos } = await browser.send('Target.getTargets', { filter: [{}] });
    return targetInfos.find(({ url }) => url.endsWith('/sidepanel.html'))?.targetId;
  };
  await expect.poll(find, { message: 'the panel is open' }).toBeDefined();
  const targetId = (await find()) ?? '';
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  let calls = 0;
  const send = (method: string, params: object) =>
    new Promise<Reply['result']>((resolve) => {
      const id = ++calls;
      const listen = (message: { sessionId: string; message: string }) => {
        const reply = JSON.parse(message.message) as Reply;
        if (message.sessionId !== sessionId || reply.id !== id) return;
        browser.off('Target.receivedMessageFromTarget', listen);
        resolve(reply.result);
      };
      browser.on('Target.receivedMessageFromTarget', listen);
      void browser.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id, method, params }),
      });
    });
  return {
    async evaluate(expression: string): Promise<unknown> {
      return (await send('Runtime.evaluate', { expression, returnByValue: true }))?.result?.value;
    },
    /** Types letters, each a key of its own: the first one reaches the search by itself. */
    async type(text: string): Promise<void> {
      for (const letter of text) {
        await send('Input.dispatchKeyEvent', { type: 'keyDown', key: letter, text: letter });
        await send('Input.dispatchKeyEvent', { type: 'keyUp', key: letter });
      }
    },
    async press(key: 'Enter'): Promise<void> {
      const how = { key, code: key, windowsVirtualKeyCode: 13, text: '\r' };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...how });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...how });
    },
    close: () => browser.detach(),
  };
}
