/** The isolated world of a control: hands the page's calls to the worker, and its answers back. */
import { PORT, type Answer, type Browser, type Call } from './message';

declare const chrome: Browser;

function serve(port: MessagePort): void {
  port.onmessage = async ({ data }: MessageEvent<Call>) => {
    const result = await chrome.runtime.sendMessage(data);
    port.postMessage({ id: data.id, result } satisfies Answer);
  };
}

addEventListener(PORT, (event) => (event as MessageEvent).ports.forEach(serve), { once: true });
