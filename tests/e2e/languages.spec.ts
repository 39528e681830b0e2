import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { toPseudoTexts } from '../languages/pseudo';
import { speak } from '../languages/speak';
import { readTexts, type Texts } from '../languages/texts';
import { createTranslate } from '../languages/translate';
import { findUnspoken } from '../languages/unspoken';
import { runCoreFlow } from './core-flow';
import { EXTENSION, launchFacet, type Facet } from './facet';
import { PromptWindow } from './pages/prompt-window';
import { expect, test } from './test';

/** Facet for steps that name everything in English. */
async function toSpoken(facet: Facet, texts: Texts): Promise<Facet> {
  const translate = createTranslate(await readTexts(EXTENSION, 'en'), texts);
  return {
    ...facet,
    open: async (path) => speak(await facet.open(path), translate),
    prompted: async (act) => {
      const { page, id } = await facet.prompted(act);
      return new PromptWindow(speak(page, translate), id);
    },
  };
}

/**
 * Runs with a Facet that has these words. They are in the place of the English ones, as Debian's Chromium speaks nothing else;
 * which words somebody gets is decided in lib/i18n/languages.ts, and tested there.
 */
async function withWords(texts: Texts, run: (facet: Facet) => Promise<void>): Promise<void> {
  const extension = await mkdtemp(join(tmpdir(), 'facet-words-'));
  try {
    await cp(EXTENSION, extension, { recursive: true });
    await writeFile(join(extension, 'texts/en.json'), JSON.stringify(texts));
    const facet = await launchFacet({ extension });
    await run(facet);
    await facet.close();
  } finally {
    await rm(extension, { recursive: true });
  }
}

/** Looks at every page of Facet that is open; one that closes meanwhile, as a prompt does, has nothing to say. */
async function lookAtAll<Seen>({ context, id }: Facet, look: () => Seen | undefined): Promise<Seen[]> {
  const isOwn = (page: Page) =>
    page.url().startsWith(`chrome-extension://${id}/`) && page.url().includes('.html');
  const seen = await Promise.all(
    context
      .pages()
      .filter(isOwn)
      .map((page) => page.evaluate(look).catch(() => undefined)),
  );
  return seen.filter((each) => each !== undefined);
}

test('the main job in Arabic, from right to left', async ({ relay, demo }) => {
  const texts = await readTexts(EXTENSION, 'ar');
  await withWords(texts, async (facet) => {
    const seen: string[] = [];
    const disturb = async () => {
      const ways = await lookAtAll(facet, () => {
        const { lang, dir } = document.documentElement;
        // before it has words the document says nothing of them
        return document.querySelector('main') ? ([lang, dir] as const) : undefined;
      });
      for (const way of ways) expect(way).toEqual(['ar', 'rtl']);
      seen.push(...ways.flat());
    };
    await runCoreFlow({ facet: await toSpoken(facet, texts), relay, demo, disturb });
    expect(seen.length).toBeGreaterThan(40);
  });
});

test('the main job in a language that nobody speaks: every word is from the catalogue', async ({
  relay,
  demo,
}) => {
  const texts = toPseudoTexts(await readTexts(EXTENSION, 'en'));
  await withWords(texts, async (facet) => {
    let looks = 0;
    const disturb = async () => {
      const found = await lookAtAll(facet, findUnspoken);
      expect(found.flat()).toEqual([]);
      looks += found.length;
    };
    await runCoreFlow({ facet: await toSpoken(facet, texts), relay, demo, disturb });
    expect(looks).toBeGreaterThan(20);
  });
});
