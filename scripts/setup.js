/**
 * The first step of `npm start` and `npm test`, in plain JavaScript for Node 20 and without packages: installs
 * the packages when they are missing or stale, then goes on with the Node that is one of them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';
const node24 = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

const readPackages = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;

/** Whether every package of the lock that this platform needs is there in its version. */
function isInstalled() {
  if (!existsSync(node24) || !existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const installed = readPackages('node_modules/.package-lock.json');
  return Object.entries(readPackages('package-lock.json')).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed[path]?.version === version,
  );
}

function install() {
  console.log('▸ Installing packages (npm ci), about half a minute…');
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: windows, // npm is a .cmd file there
  });
  if (status === 0 && existsSync(node24)) return;
  console.error(`${stdout ?? ''}${stderr ?? ''}`);
  console.error('✘ npm ci failed. Nothing was started. Is the package registry reachable?');
  process.exit(1);
}

/** Runs a TypeScript file of this folder with the command line's arguments; exits as it exits. */
export function run(file) {
  if (!isInstalled()) install();
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(node24, ['--disable-warning=ExperimentalWarning', script, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  });
  // Ctrl-C reaches the child from the terminal; this process only waits for it to clean up.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
