/** A page of a browser in which nobody is attached to the worker. */
import type { DevTools } from './devtools';

export interface UnwatchedPage {
  /** Runs a function in the page with these arguments, all of it JSON. */
  evaluate<T, A extends unknown[]>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Leads it to another address; resolves when that has loaded. */
  goto(url: string): Promise<void>;
  /** Types into what has the focus, and presses Enter. */
  enter(text: string): Promise<void>;
  /** Presses the first element of this selector in its middle, as a hand does. */
  press(selector: string): Promise<void>;
  /** Resolves when it is gone. */
  close(): Promise<void>;
}

interface Evaluated {
  result: { value: unknown };
  exceptionDetails?: { exception?: { description?: string } };
}

/** The page of a target to which this session is attached. */
export function toPage(devtools: DevTools, targetId: string, sessionId: string): UnwatchedPage {
  const page: UnwatchedPage = {
    async evaluate(run, ...args) {
      const expression = `(${run.toString()})(${args.map((each) => JSON.stringify(each)).join()})`;
      const { result, exceptionDetails } = await devtools.send<Evaluated>(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true },
        sessionId,
      );
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'the page threw');
      return result.value as never;
    },
    async goto(to) {
      const loaded = devtools.next('Page.loadEventFired', sessionId);
      await devtools.send('Page.navigate', { url: to }, sessionId);
      await loaded;
    },
    async enter(text) {
      await devtools.send('Input.insertText', { text }, sessionId);
      const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key }, sessionId);
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }, sessionId);
    },
    async press(selector) {
      const place = await page.evaluate((wanted) => {
        const { x, y, width, height } = document.querySelector(wanted)?.getBoundingClientRect() ?? {};
        return { x: (x ?? 0) + (width ?? 0) / 2, y: (y ?? 0) + (height ?? 0) / 2 };
      }, selector);
      for (const type of ['mousePressed', 'mouseReleased']) {
        const mouse = { type, ...place, button: 'left', clickCount: 1 };
        await devtools.send('Input.dispatchMouseEvent', mouse, sessionId);
      }
    },
    async close() {
      await devtools.send('Target.closeTarget', { targetId });
      while (await isOpen(devtools, targetId)); // each look is a question to the browser, and so takes its time
    },
  };
  return page;
}

const isOpen = async (devtools: DevTools, targetId: string): Promise<boolean> => {
  const { targetInfos } = await devtools.send<{ targetInfos: { targetId: string }[] }>('Target.getTargets');
  return targetInfos.some((each) => each.targetId === targetId);
};
