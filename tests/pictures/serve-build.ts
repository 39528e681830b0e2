import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, relative } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Every file of a folder by its path, read at once: a build that runs meanwhile changes nothing. */
async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [`/${relative(folder, file)}`, await readFile(file)] as const),
    ),
  );
}

/** Serves a built extension on a loopback port, under the policy its manifest sets, so that breaches show. */
export async function serveBuild(folder: string): Promise<{ origin: string; close: () => void }> {
  const files = await readFolder(folder);
  const manifest = JSON.parse(String(files.get('/manifest.json'))) as {
    content_security_policy: { extension_pages: string };
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const bytes = files.get(pathname);
    response.writeHead(bytes || pathname === '/favicon.ico' ? 200 : 404, {
      'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream',
      'content-security-policy': manifest.content_security_policy.extension_pages,
    });
    response.end(bytes);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
