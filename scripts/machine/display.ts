import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import { ensurePrograms } from './ensure.ts';

/** A screen that nobody sees, with a window manager, so that real keys reach real windows. */
export interface Display {
  /** For the environment of programs: `DISPLAY`. */
  readonly name: string;
  /** The file that holds what is on the screen at any moment, as XWD. */
  readonly framebuffer: string;
  /** Presses a key combination as a keyboard would, such as `alt+shift+k`. */
  press(keys: string): Promise<void>;
  /** Moves the mouse to a point of the screen. */
  point(x: number, y: number): Promise<void>;
  /** Clicks with a mouse button, 1 the left and 3 the right one. */
  click(button: 1 | 3): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a screen of this size on a free number; resolves when its window manager answers. */
export async function startDisplay(width = 1440, height = 900): Promise<Display> {
  const { xvfb, openbox, xdotool } = await ensurePrograms(['xvfb', 'openbox', 'xdotool']);
  // Without -noreset the server starts over, and drops everybody, when the first short-lived client leaves.
  const folder = await mkdtemp(join(tmpdir(), 'facet-display-'));
  const options = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    `${width}x${height}x24`,
    '-nolisten',
    'tcp',
    '-noreset',
    '-fbdir',
    folder,
  ];
  const screen = spawn(xvfb, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const name = `:${await readNumber(screen)}`;
  const env = { ...process.env, DISPLAY: name };
  const manager = spawn(openbox, ['--sm-disable'], { stdio: 'ignore', env });
  const ask = (...args: string[]) => runCommand(xdotool, args, { env });
  // Only a window manager knows of desktops, so the first answer means that it is there.
  while (!(await ask('get_desktop')).ok) {
    if (manager.exitCode === null) continue;
    await end(screen);
    throw new Error('the window manager did not start');
  }
  return {
    name,
    framebuffer: join(folder, 'Xvfb_screen0'),
    async press(keys) {
      const { ok, output } = await ask('key', '--clearmodifiers', keys);
      if (!ok) throw new Error(`the keys ${keys} could not be pressed: ${output}`);
    },
    async point(x, y) {
      const { ok, output } = await ask('mousemove', '--sync', String(x), String(y));
      if (!ok) throw new Error(`the mouse could not be moved: ${output}`);
    },
    async click(button) {
      const { ok, output } = await ask('click', String(button));
      if (!ok) throw new Error(`the mouse could not click: ${output}`);
    },
    async stop() {
      await Promise.all([end(manager), end(screen)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The number that the server writes once it accepts clients. */
async function readNumber(screen: ChildProcess): Promise<string> {
  const pipe = screen.stdio[3];
  if (!pipe) throw new Error('the display has no pipe for its number');
  const failed = once(screen, 'exit').then(() => {
    throw new Error('the display did not start');
  });
  const [number] = (await Promise.race([once(pipe, 'data'), failed])) as [Buffer];
  failed.catch(() => {}); // it will exit at the end, when nobody waits for this any more
  return number.toString().trim();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
