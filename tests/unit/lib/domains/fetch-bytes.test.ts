import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { listen } from '../../../../scripts/relay/listen';
import { fetchBytes } from '#lib/domains/fetch-bytes';

const MOST = 100_000;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers like this; what it was asked is in `asked`. */
async function serve(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  const url = `http://127.0.0.1:${await listen(server)}/`;
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url, asked };
}

it('reads what is there, of the most that may be', async () => {
  const { url } = await serve((_, response) => response.end(Buffer.alloc(MOST, 7)));
  expect(await fetchBytes(url, MOST)).toEqual(new Uint8Array(MOST).fill(7));
});

it('reads no further than that, whatever length was said', async () => {
  let open = true;
  const { url } = await serve((_, response) => {
    response.on('close', () => (open = false));
    const more = () => {
      while (open && response.write(Buffer.alloc(10_000)));
      if (open) response.once('drain', more);
    };
    more();
  });
  await expect(fetchBytes(url, MOST)).rejects.toMatchObject({ code: 'too-large' });
  await vi.waitFor(() => expect(open).toBe(false));
});

it('goes nowhere else', async () => {
  const other = await serve((_, response) => response.end('here'));
  const { url, asked } = await serve((_, response) => response.writeHead(302, { location: other.url }).end());
  await expect(fetchBytes(url, MOST)).rejects.toMatchObject({ code: 'disconnected' });
  expect([asked, other.asked]).toEqual([['/'], []]);
});

it('waits for a byte that never comes no longer than for a server that says nothing', async () => {
  const late = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  const { url } = await serve((_, response) => {
    response.write('x', () => late.abort());
  });
  await expect(fetchBytes(url, MOST)).rejects.toMatchObject({ code: 'timeout' });
});

it('is called off by whoever asked', async () => {
  const ended = new AbortController();
  const { url } = await serve((_, response) => {
    response.write('x', () => ended.abort());
  });
  await expect(fetchBytes(url, MOST, { ended: ended.signal })).rejects.toMatchObject({
    code: 'disconnected',
  });
});
