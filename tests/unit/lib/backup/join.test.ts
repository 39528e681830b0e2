import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinAppearance, joinBlocks, joinLinks } from '#lib/backup/join';
import { BY_BROWSER, LINK_CLIENTS } from '#lib/nostr/link';
import { appearsOn, EVERYWHERE, type Appearance } from '#lib/rpc/appearance';
import { createState, type State } from '#lib/storage/state';

const NOW = 1_000;
const [one, two, three] = ['https://one.example', 'https://two.example', 'https://three.example'];
const stateOf = (more: Partial<State> = {}): State => ({ ...createState(), ...more });

describe('blocks of a backup', () => {
  const join = (here: Partial<State>, blocked: State['blocked']) => {
    const draft = stateOf(here);
    joinBlocks(draft, blocked ? { blocked } : {}, NOW);
    return draft.blocked;
  };

  it('come back while they last', () => {
    const blocked = {
      [one]: { since: 1 },
      [two]: { since: 1, until: NOW + 1 },
      [three]: { since: 1, until: NOW },
    };
    expect(join({}, blocked)).toEqual({ [one]: { since: 1 }, [two]: { since: 1, until: NOW + 1 } });
  });

  it('leave what is here: a block, or a site that was used since', () => {
    const here = { blocked: { [one]: { since: 5, until: 9 } }, sites: { [two]: { usedAt: 3 } } };
    const blocked = { [one]: { since: 1 }, [two]: { since: 2 }, [three]: { since: 2 } };
    expect(join(here, blocked)).toEqual({ [one]: { since: 5, until: 9 }, [three]: { since: 2 } });
  });

  it('are of websites alone', () => {
    expect(join({}, { 'http://plain.example': { since: 1 }, ['__proto__']: { since: 1 } })).toBeUndefined();
  });
});

describe('where Facet appears, by a backup', () => {
  const join = (here: Appearance | undefined, appearance: Appearance, connected: string[] = []) => {
    const draft = stateOf(here && { appearance: here });
    joinAppearance(draft, { appearance }, connected);
    return draft.appearance ?? EVERYWHERE;
  };
  const only = (...chosen: string[]): Appearance => ({ ...EVERYWHERE, onlyChosen: true, chosen });

  it('comes back as it was where nothing was chosen yet', () => {
    const wanted = { onlyChosen: true, chosen: [one], hidden: [two], first: [one] };
    expect(join(undefined, wanted)).toEqual(wanted);
  });

  it('does not leave out a site that is connected here', () => {
    expect(join(undefined, only(one), [two]).chosen).toEqual([two, one]);
  });

  it('is of websites alone', () => {
    expect(join(undefined, only('http://plain.example', one)).chosen).toEqual([one]);
  });

  it('changes nothing that was chosen here', () => {
    const origins = fc.subarray([one, two, three]);
    const appearance = fc.record({
      onlyChosen: fc.boolean(),
      chosen: origins,
      hidden: origins,
      first: origins,
    });
    fc.assert(
      fc.property(appearance, appearance, (here, wanted) => {
        const joined = join(here, wanted);
        expect(joined.onlyChosen).toBe(here.onlyChosen);
        for (const origin of [...here.chosen, ...here.hidden, ...here.first]) {
          expect(appearsOn(joined, origin)).toBe(appearsOn(here, origin));
          expect(joined.first.includes(origin)).toBe(here.first.includes(origin));
        }
        expect(join(joined, wanted)).toEqual(joined);
      }),
    );
  });
});

describe('what opens links, by a backup', () => {
  const OWN = 'https://own.example/{}';
  const join = (here: State['links'], links: State['links']) => {
    const draft = stateOf(here && { links: here });
    joinLinks(draft, links ? { links } : {});
    return draft.links;
  };

  it('comes back with the clients that were added', () => {
    expect(join(undefined, { own: [OWN], client: OWN })).toEqual({ own: [OWN], client: OWN });
    expect(join({ own: ['https://a.example/{}'] }, { own: [OWN], client: BY_BROWSER })).toEqual({
      own: ['https://a.example/{}', OWN],
      client: BY_BROWSER,
    });
  });

  it('leaves the choice that was made here', () => {
    const client = LINK_CLIENTS[0].template;
    expect(join({ own: [], client }, { own: [OWN], client: OWN })).toEqual({ own: [OWN], client });
  });

  it('takes no client that is in no list, and no more than twenty', () => {
    const own = Array.from({ length: 20 }, (_, at) => `https://${at}.example/{}`);
    expect(join({ own }, { own: [OWN], client: OWN })).toEqual({ own });
    expect(join(undefined, { own: [], client: OWN })).toEqual({ own: [] });
  });

  it('is left alone by a file that has none', () => {
    expect(join(undefined, undefined)).toBeUndefined();
  });
});
