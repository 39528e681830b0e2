import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** A page with every client library, as one HTML text: served under its own path by the demo's server. */
export async function bundleClients(): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: ['chrome123', 'firefox140'],
      lib: {
        entry: fileURLToPath(new URL('clients.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'clients',
      },
      rolldownOptions: { output: { codeSplitting: false } },
    },
    // welshman is written for noble 1 (no file endings), all else here for noble 2
    resolve: { alias: [{ find: /^@noble\/curves\/([a-z0-9/]+)$/, replacement: 'noble-curves-1/$1' }] },
    define: { 'process.env.NODE_ENV': '"production"' },
  }).then((result) => (Array.isArray(result) ? result[0] : result))) as Rolldown.RolldownOutput;
  const code = output.find((file) => file.type === 'chunk')?.code ?? '';
  return `<!doctype html><meta charset="utf-8"><title>Clients</title><script type="module">${code.replaceAll('</script', '<\\/script')}</script>`;
}
