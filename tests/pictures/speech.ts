import { speak } from '../languages/speak.ts';
import { readTexts } from '../languages/texts.ts';
import { createTranslate } from '../languages/translate.ts';
import { build } from './load-screens.ts';
import type { Speech } from './show-screen.ts';

/** A language of the build; undefined for English, in which steps are written. */
export async function readSpeech(language: string): Promise<Speech | undefined> {
  if (language === 'en') return undefined;
  const translate = createTranslate(await readTexts(build, 'en'), await readTexts(build, language));
  return { language, toSpoken: (page) => speak(page, translate) };
}
