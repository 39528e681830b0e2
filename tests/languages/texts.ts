/** The texts of a build as its pages get them: by name, in one language. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Texts = Record<string, string>;

export async function readTexts(build: string, language: string): Promise<Texts> {
  return JSON.parse(await readFile(join(build, `texts/${language}.json`), 'utf8')) as Texts;
}
