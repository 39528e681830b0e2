import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAppearance } from '#lib/appearance/appearance';
import { toPattern, toScripts } from '#lib/appearance/scripts';
import { appearsOn, EVERYWHERE, withOrigin, type Appearance } from '#lib/rpc/appearance';
import { SITE_MATCHES } from '#lib/rpc/matches';
import { getAppearance, type Database } from '#lib/storage/database';
import { createMachine } from '../../support/rooms';
import { fakeScripting, type Registered } from '../../support/scripting';

const CHOSEN = 'https://damus.example';
const OTHER = 'https://snort.example';
const only: Appearance = { onlyChosen: true, chosen: [CHOSEN], hidden: [], first: [] };

describe('a choice of sites', () => {
  it('is all but the hidden ones, or the chosen ones alone', () => {
    expect(appearsOn(EVERYWHERE, OTHER)).toBe(true);
    expect(appearsOn({ ...EVERYWHERE, hidden: [OTHER] }, OTHER)).toBe(false);
    expect(appearsOn(only, CHOSEN)).toBe(true);
    expect(appearsOn(only, OTHER)).toBe(false);
    expect(appearsOn(only, `${CHOSEN}:8443`)).toBe(false);
  });

  it('holds an origin once, on one side', () => {
    const hidden = withOrigin(withOrigin(EVERYWHERE, OTHER, false), OTHER, false);
    expect(hidden).toEqual({ onlyChosen: false, chosen: [], hidden: [OTHER], first: [] });
    expect(withOrigin(hidden, OTHER, true)).toEqual({
      onlyChosen: false,
      chosen: [OTHER],
      hidden: [],
      first: [],
    });
  });
});

describe('the scripts for it', () => {
  const whereOf = (appearance: Appearance) =>
    toScripts(appearance).map(({ id, matches, excludeMatches }) => ({ id, matches, excludeMatches }));

  it('run everywhere, everywhere but there, or there alone', () => {
    expect(whereOf(EVERYWHERE)[0]).toEqual({ id: 'bridge', matches: SITE_MATCHES, excludeMatches: [] });
    expect(whereOf({ ...EVERYWHERE, hidden: [OTHER] })[1]).toEqual({
      id: 'nostr',
      matches: SITE_MATCHES,
      excludeMatches: ['https://snort.example:443/*'],
    });
    expect(whereOf(only)[1]).toEqual({
      id: 'nostr',
      matches: ['https://damus.example:443/*'],
      excludeMatches: [],
    });
  });

  it('are another one where Facet was chosen over other signers, unless it is hidden there', () => {
    const both = { ...only, chosen: [CHOSEN, OTHER], first: [OTHER] };
    const where = new Map(whereOf(both).map(({ id, ...rest }) => [id, rest]));
    expect(where.get('first')).toEqual({ matches: ['https://snort.example:443/*'], excludeMatches: [] });
    expect(where.get('nostr')?.excludeMatches).toEqual(['https://snort.example:443/*']);
    expect(where.get('bridge')?.excludeMatches).toEqual([]);
    expect(whereOf({ ...only, first: [OTHER] }).map(({ id }) => id)).toEqual(['bridge', 'nostr']);
  });

  it('are none where nothing is chosen', () => {
    expect(toScripts({ ...only, chosen: [] })).toEqual([]);
  });

  it.each([
    ['http://localhost:5173', 'http://localhost:5173/*'],
    ['http://localhost', 'http://localhost:80/*'],
    ['https://[::1]:8443', 'https://[::1]:8443/*'],
  ])('take %s for the pattern %s', (origin, pattern) => expect(toPattern(origin)).toBe(pattern));

  it('have no port in Firefox, which takes none', () => {
    vi.stubEnv('BROWSER', 'firefox');
    expect(toPattern('http://localhost:5173')).toBe('http://localhost/*');
    vi.unstubAllEnvs();
  });
});

describe('what the browser is told', () => {
  let database: Database;
  let registered: Map<string, Registered>;
  beforeEach(async () => {
    database = await createMachine();
    registered = fakeScripting();
  });
  /** As a worker that starts; nobody waits for what the browser is told, so what comes next in turn is waited for. */
  async function restored(): Promise<void> {
    const appearance = createAppearance(database);
    await appearance.restore();
    await appearance.follow(undefined);
  }
  const matches = () => [...registered.values()].map((script) => script.matches);

  it('is everything on a machine where Facet was never started', async () => {
    await restored();
    expect(matches()).toEqual([SITE_MATCHES, SITE_MATCHES]);
  });

  it('is what was chosen last, and again when an update made the browser forget it', async () => {
    const first = createAppearance(database);
    await first.restore();
    await first.follow(only);
    expect(matches()).toEqual([['https://damus.example:443/*'], ['https://damus.example:443/*']]);
    registered.clear();
    const next = createAppearance(database);
    await next.restore();
    await next.follow(only); // after what the browser is told
    expect(matches()).toEqual([['https://damus.example:443/*'], ['https://damus.example:443/*']]);
    expect([next.appears(CHOSEN), next.appears(OTHER)]).toEqual([true, false]);
    expect(() => next.expect(OTHER)).toThrow('this page cannot use Facet');
  });

  it('is nothing while no site is chosen, and everything again without a choice', async () => {
    const appearance = createAppearance(database);
    await appearance.restore();
    await appearance.follow({ ...only, chosen: [] });
    expect(matches()).toEqual([]);
    await appearance.follow(undefined);
    expect(matches()).toEqual([SITE_MATCHES, SITE_MATCHES]);
    expect(await getAppearance(database)).toEqual(EVERYWHERE);
  });

  it.each([
    ['the disk', 'could not be saved'],
    ['the browser', 'refused'],
  ])('is told again, where %s refused it before', async (who, said) => {
    const appearance = createAppearance(database);
    await appearance.restore();
    await appearance.follow(undefined);
    const { scripting } = (await import('wxt/browser')).browser;
    const fail = () => {
      throw new Error('refused');
    };
    if (who === 'the disk') vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(fail);
    else vi.spyOn(scripting, 'updateContentScripts').mockImplementationOnce(fail);
    await expect(appearance.follow(only)).rejects.toThrow(said);
    expect(appearance.appears(OTHER)).toBe(false); // it was wanted, and Facet itself keeps to it
    await appearance.follow(only);
    expect(matches()).toEqual([['https://damus.example:443/*'], ['https://damus.example:443/*']]);
    expect(await getAppearance(database)).toEqual(only);
  });

  it('is left as it was, where it cannot be read: a hidden site is not shown Facet', async () => {
    const first = createAppearance(database);
    await first.restore();
    await first.follow(only);
    const next = createAppearance(database);
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementationOnce(() => {
      throw new Error('refused');
    });
    await expect(next.restore()).rejects.toThrow('refused');
    await next.follow(only); // in turn
    expect(matches()).toEqual([['https://damus.example:443/*'], ['https://damus.example:443/*']]);
  });

  it('is the last of many at once', async () => {
    const appearance = createAppearance(database);
    await Promise.all([appearance.restore(), appearance.follow(only), appearance.follow(undefined)]);
    expect(matches()).toEqual([SITE_MATCHES, SITE_MATCHES]);
  });

  it('is left alone where it is right already', async () => {
    await restored();
    const { updateContentScripts, registerContentScripts } = await import('wxt/browser').then(
      ({ browser }) => browser.scripting,
    );
    const calls = [vi.fn(updateContentScripts), vi.fn(registerContentScripts)] as const;
    Object.assign((await import('wxt/browser')).browser.scripting, {
      updateContentScripts: calls[0],
      registerContentScripts: calls[1],
    });
    await restored();
    for (const call of calls) expect(call).not.toHaveBeenCalled();
  });
});
