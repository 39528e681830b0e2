import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/machine/root.ts';
import type { Screen } from './screen.ts';

/** The build that is looked at. */
export const build = join(root, '.output/chrome-mv3');

/** Every screen of the files in `screens`. */
export async function loadScreens(): Promise<Screen[]> {
  const files = (await readdir(join(import.meta.dirname, 'screens'))).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(
    files.sort().map((file) => import(`./screens/${file}`) as Promise<{ screens: Screen[] }>),
  );
  return modules.flatMap(({ screens }) => screens);
}
