import { runCommand } from '../machine/command.ts';
import { readFiles, type Files } from './zip.ts';

/** The files that the repository in this folder tracks, as they are on the disk, and nothing else. */
export async function readSources(folder: string): Promise<Files> {
  const { ok, output } = await runCommand('git', ['ls-files', '-z'], { cwd: folder });
  if (!ok) throw new Error(`git could not list the files of ${folder}`);
  return readFiles(
    folder,
    output.split('\0').filter((name) => name !== ''),
  );
}
