import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';

export interface Report {
  /** Does one step; says that it worked, with a picture of the page it returns, or throws naming the step. */
  step(what: string, act: () => Promise<Page | void>): Promise<void>;
  /** What happened in all. */
  summarise(): void;
}

/** Tells people step by step what happened, and leaves pictures in `folder`, which is emptied first. */
export function createReport(folder: string): Report {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  let steps = 0;
  let pictures = 0;
  return {
    async step(what, act) {
      let page: Page | void;
      try {
        page = await act();
      } catch (cause) {
        throw new Error(`${what}: this did not work.\n${cause instanceof Error ? cause.message : ''}`, {
          cause,
        });
      }
      steps += 1;
      console.log(`✔ ${what}`);
      if (!page) return;
      pictures += 1;
      const name = what
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 60);
      await page.screenshot({
        fullPage: true,
        path: join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`),
      });
    },
    summarise() {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(`\n✔ Facet did its main job: ${steps} steps in ${seconds} s, none failed.`);
      console.log(`  ${pictures} pictures are in ${relative(process.cwd(), folder) || folder}`);
    },
  };
}
