/** What a page of Facet costs until its list of accounts is painted, whatever else the machine does meanwhile. */
import type { CDPSession } from '@playwright/test';
import type { Facet } from './facet';

export interface FirstPaint {
  /** Milliseconds of the processor that the page's thread has used. */
  cpu: number;
  /** Rows in the document by then; a frame that comes late has more of them. */
  rows: number;
}

const ROWS = '.accounts .row, .table tbody';

/** Puts a halt into every page that is opened from now on: right after the frame with the first rows. */
export async function haltAtFirstPaint({ context }: Facet): Promise<void> {
  await context.addInitScript((rows) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(rows)) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => {
          // nothing that is drawn later may be counted
          debugger;
        }),
      );
    });
    observer.observe(document, { childList: true, subtree: true });
  }, ROWS);
}

async function toCpu(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

/** Opens a page once. `haltAtFirstPaint` comes first. */
async function measureOnce(facet: Facet, path: string): Promise<FirstPaint> {
  // a page of the same origin, so that page and session stay in one process
  const page = await facet.open('manifest.json');
  const session = await facet.context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('Debugger.enable');
  const before = await toCpu(session);
  const halted = new Promise<string>((resolve) =>
    session.once('Debugger.paused', ({ callFrames: [frame] }) => resolve(frame?.callFrameId ?? '')),
  );
  const opened = page.goto(new URL(path, page.url()).href);
  const callFrameId = await halted;
  const cpu = (await toCpu(session)) - before;
  const expression = `document.querySelectorAll('${ROWS}').length`;
  const { result } = await session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression });
  await session.send('Debugger.resume');
  await opened;
  await page.close();
  return { cpu, rows: result.value as number };
}

const ROUNDS = 7;

/**
 * Opens a page of each Facet in turns, so that whatever slows one slows the other, and returns for each the median of what
 * it took and the fewest rows of any round. `haltAtFirstPaint` comes first.
 */
export async function compareFirstPaint(facets: readonly Facet[], path: string): Promise<FirstPaint[]> {
  const seen = facets.map((): FirstPaint[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, facet] of facets.entries()) seen[index]?.push(await measureOnce(facet, path));
  }
  return seen.map((each) => ({
    cpu: each.map(({ cpu }) => cpu).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN,
    rows: Math.min(...each.map(({ rows }) => rows)),
  }));
}

/** The same of one Facet. */
export const measureFirstPaint = async (facet: Facet, path: string): Promise<FirstPaint> =>
  (await compareFirstPaint([facet], path))[0] as FirstPaint;
