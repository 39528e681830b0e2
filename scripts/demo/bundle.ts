import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** A file as the server sends it. */
export interface ServedFile {
  type: string;
  body: string | Uint8Array;
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
};

/** The content type that goes with the ending of a path. */
export const toType = (path: string): string =>
  TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';

let bundled: Promise<Map<string, ServedFile>> | undefined;

/** The files of the demo page by path, built once per process and kept in memory: parallel tests share no folder. */
export const bundlePage = (): Promise<Map<string, ServedFile>> => (bundled ??= bundle());

async function bundle(): Promise<Map<string, ServedFile>> {
  const result = (await build({
    root: fileURLToPath(new URL('page', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: ['chrome123', 'firefox140'], modulePreload: { polyfill: false } },
  })) as Rolldown.RolldownOutput;
  return new Map(
    result.output.map((file) => [
      `/${file.fileName}`,
      { type: toType(file.fileName), body: file.type === 'chunk' ? file.code : file.source },
    ]),
  );
}
