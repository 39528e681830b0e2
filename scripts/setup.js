/**
 * The first step of `npm start`, `npm test` and whatever builds, in plain JavaScript for Node 20 and without packages: installs
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
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const installed = readPackages('node_modules/.package-lock.json');
  return Object.entries(readPackages('package-lock.json')).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed[path]?.version === version,
  );
}

function npm(...args) {
  const { status, stdout, stderr } = spawnSync('npm', [...args, '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: windows, // npm is a .cmd file there
  });
  if (status === 0) return;
  console.error(`${stdout ?? ''}${stderr ?? ''}`);
  console.error(`✘ npm ${args[0]} failed. Nothing was started. Is the package registry reachable?`);
  process.exit(1);
}

function install() {
  if (!isInstalled()) {
    console.log('▸ Installing packages (npm ci), about half a minute…');
    npm('ci');
  }
  // .npmrc lets no package run a script as it is installed; this one has to, and is run by name (docs/dependencies.md)
  if (!existsSync(node24)) npm('rebuild', 'node', '--ignore-scripts=false');
}

/** Runs a script, named from this folder, with the command line's arguments; exits as it exits. */
export function run(file) {
  install();
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
