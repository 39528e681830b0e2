import { describe, expect, it } from 'vitest';
import { toClosure, toHash } from '../../../scripts/mutants/closure';
import { findMutants, mutate, toWatched } from '../../../scripts/mutants/operators';
import { toPlan } from '../../../scripts/mutants/plan';
import { toOrder, toReach, type Ran } from '../../../scripts/mutants/reach';
import { findFaults, toRows, toTable, type Row } from '../../../scripts/mutants/report';
import { draw } from '../../../scripts/mutants/sample';
import type { Fate } from '../../../scripts/mutants/try';

const PATH = 'lib/vault/door.ts';

/** What a source becomes under each operator. */
const toTexts = (text: string) =>
  findMutants(PATH, text).map((mutant) => `${mutant.operator}: ${mutate(text, mutant)}`);

describe('what is taken out', () => {
  it.each([
    ['if (a) return;', ['guard: ;', 'not: if (!(a)) return;']],
    [
      'if (a) { b(); throw c; }',
      [
        'guard: ;',
        'not: if (!(a)) { b(); throw c; }',
        'call: if (a) { ; throw c; }',
        'throw: if (a) { b(); ; }',
      ],
    ],
    [
      'if (a) b(); else c();',
      ['not: if (!(a)) b(); else c();', 'call: if (a) ; else c();', 'call: if (a) b(); else ;'],
    ],
    ['x = a && b || c;', ['done: ;', 'and-or: x = ((a && b) && (c));', 'and-or: x = ((a) || (b)) || c;']],
    ['f(a < 1);', ['call: ;', 'edge: f(a <= 1);', 'number: f(a < 2);']],
    ['const a = b === c ?? d;', ['default: const a = (b === c);', 'equal: const a = b !== c ?? d;']],
    [
      'const a = b.filter(c).some(d);',
      ['twin: const a = b.filter(c).every(d);', 'step: const a = b.some(d);'],
    ],
    ['const a = /^b+$/u;', ['anchor: const a = /b+$/u;', 'anchor: const a = /^b+/u;']],
    [
      'const a = !b ? true : 0.5;',
      [
        'not: const a = !(!b) ? true : 0.5;',
        'boolean: const a = !b ? false : 0.5;',
        'number: const a = !b ? true : 1;',
      ],
    ],
    ['await key.fill(0);', ['call: ;', 'number: await key.fill(1);']],
    ['delete a.b;', ['done: ;']],
  ])('of %s', (text, texts) => {
    expect(toTexts(text)).toEqual(texts);
  });

  it.each([
    ["import a from 'b';", 'what is imported'],
    ['type A = 1 | true; interface B { c: false }', 'types'],
    ["const e = () => new FacetError('busy', a ? `${b ?? 1} s` : 'x');", 'what an error says'],
    ['console.log(a && b);', 'what is only logged'],
    ['const a = { 1: b };', 'names that are numbers'],
    ['const a = { b: true, c: true, d: true };', 'a list of names'],
    ['// if (a) return;', 'comments'],
  ])('nothing of %s: %s', (text) => {
    expect(toTexts(text)).toEqual([]);
  });

  it('has a name that stays when lines move, and another one for the same text again', () => {
    const text = 'function f() { if (a) return; }\nfunction g() { if (a) return; if (a) return; }';
    const toIds = (from: string) => findMutants(PATH, from).map(({ id }) => id);
    expect(toIds(text).filter((id) => id.includes('guard'))).toEqual([
      'vault/door f guard: if (a) return;',
      'vault/door g guard: if (a) return;',
      'vault/door g guard: if (a) return; (2)',
    ]);
    expect(toIds(`// more\n\n${text}`)).toEqual(toIds(text));
    expect(new Set(toIds(text)).size).toBe(toIds(text).length);
  });
});

describe('who runs what', () => {
  it('is told by each function that has a body, whatever its form', () => {
    const text = `
      const double = (n) => n * 2;
      function outer() { return () => ({ own: () => double(4) }); }
      class Box { get size() { return 1; } never() { return 2; } }
      outer()().own(); new Box().size;`;
    const ran = new Set<string>();
    (globalThis as { facetRan?: Set<string> }).facetRan = ran;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a text of this test
    new Function(toWatched(PATH, text))();
    delete (globalThis as { facetRan?: Set<string> }).facetRan;
    const places = new Set(findMutants(PATH, text).map(({ place }) => place));
    const never = `${PATH}#${text.indexOf('never()')}`;
    expect(ran.size).toBe(6);
    expect(places.size).toBeGreaterThan(3);
    expect([...places].filter((place) => !ran.has(place))).toEqual([never]);
  });

  it('puts the tests first that are about the file, then those of its room, then the quick', () => {
    const [mutant] = findMutants(PATH, 'if (a) return;');
    const names = ['/lib/ui/quick', '/lib/ui/slow', '/lib/vault/other', '/lib/vault/door', '/lib/ui/door'];
    const known = names.map((file): [string, Ran] => {
      const time = file.includes('quick') ? 1 : 5;
      return [file, { hash: '', time, ran: [mutant!.place, 'x'] }];
    });
    const reach = toReach(new Map([...known, ['/lib/ui/none', { hash: '', time: 1, ran: [] }]]));
    const read = (file: string) => (file.endsWith('door') ? "from '../../../../lib/vault/door';" : '');
    const order = ['/lib/vault/door', '/lib/ui/door', '/lib/vault/other', '/lib/ui/quick', '/lib/ui/slow'];
    expect(toOrder(mutant!, reach, read)).toEqual(order);
    for (const file of names) reach.times.set(file, 20_000);
    // those of its room whatever they take, and others for half a minute
    expect(toOrder(mutant!, reach, read)).toEqual(order.slice(0, 4));
  });
});

describe('what a file of tests is made of', () => {
  const texts: Record<string, string> = {
    'tests/unit/a.test.ts': "import { b } from '../../lib/b'; import x from 'vitest';",
    'lib/b/index.ts': "export const c = () => import('#lib/c.svelte'); import type { D } from './d';",
    'lib/c.svelte': "<script>import '../lib/d.json';</script>",
    'lib/b/d.ts': "import '../b';",
    'lib/d.json': '{}',
    'lib/e.ts': '',
  };
  const toPaths = () => toClosure('tests/unit/a.test.ts', (path) => texts[path]);

  it('is all that it imports, and what is imported there', () => {
    expect(new Set(toPaths())).toEqual(new Set(Object.keys(texts).filter((path) => path !== 'lib/e.ts')));
  });

  it('is another as soon as a letter of it is, and no other because of what it does not import', () => {
    const hash = (changed: string) =>
      toHash(toPaths(), (path) => (path === changed ? `${texts[path]} ` : texts[path]));
    expect(hash('lib/d.json')).not.toBe(hash('lib/e.ts'));
    expect(hash('lib/e.ts')).toBe(hash(''));
  });
});

describe('what is drawn', () => {
  const toMany = (room: string, count: number) =>
    findMutants(`lib/${room}/a.ts`, Array.from({ length: count }, (_, index) => `f${index}();`).join('\n'));
  const mutants = [...toMany('vault', 30), ...toMany('rpc', 60), ...toMany('nostr', 10)];

  it('is of every room in proportion, and the same for the same seed alone', () => {
    const drawn = draw(mutants, 20, 7);
    const rooms = drawn.map(({ room }) => room);
    expect(new Set(rooms.slice(0, 8)).size).toBeGreaterThan(1);
    expect(['vault', 'rpc', 'nostr'].map((room) => rooms.filter((each) => each === room).length)).toEqual([
      6, 12, 2,
    ]);
    expect(draw(mutants, 20, 7)).toEqual(drawn);
    expect(draw(mutants, 20, 8)).not.toEqual(drawn);
    expect(new Set(drawn).size).toBe(20);
  });

  it('is all of them where there are not as many', () => {
    expect(new Set(draw(mutants, 1_000, 7))).toEqual(new Set(mutants));
  });
});

describe('a plan', () => {
  const plan = (...words: string[]) => toPlan(words, [PATH, 'lib/rpc/a.ts'], () => 7);

  it('is some of everything, with a new seed', () => {
    expect(plan()).toEqual({ places: [], count: 400, minutes: Infinity, seed: 7 });
  });

  it('is what the command line says', () => {
    expect(
      plan(
        'rpc',
        'lib/vault/door.ts',
        'vault/door',
        '--seed=3',
        '--count=5',
        '--minutes=9',
        '--only=door f guard: a',
      ),
    ).toEqual({
      ...{
        places: ['rpc', 'lib/vault/door.ts', 'vault/door'],
        seed: 3,
        count: 5,
        minutes: 9,
        only: 'door f guard: a',
      },
    });
  });

  it.each(['--sead=1', '--seed', '--count=many', 'relays', 'vault/window', 'vaul'])(
    'does not know %s',
    (word) => {
      expect(() => plan(word)).toThrow(word.replace(/=.*/, ''));
    },
  );
});

describe('the report', () => {
  const mutants = findMutants(PATH, Array.from({ length: 20 }, (_, index) => `f${index}();`).join('\n'));
  const toTried = (fates: Fate[]) =>
    fates.map((fate, index) => ({ mutant: mutants[index]!, fate, files: 1 }));
  const explained = new Set([mutants[0]!.id]);
  const many = Array.from({ length: 8 }, (): Fate => 'killed');

  it('counts by room what was killed, and what lives is no kill though it is explained', () => {
    const rows = toRows(mutants, toTried(['survived', 'timed out', ...many]), explained);
    expect(findFaults(rows)).toEqual([]);
    expect(toTable(rows).split('\n').slice(2)).toEqual([
      '| vault | 20 | 10 | 9 | 1 | 1 | 0 | 90.0 % |',
      '| **all** | 20 | 10 | 9 | 1 | 1 | 0 | 90.0 % |',
    ]);
  });

  it('is not enough with a survivor that nobody explained, with too few killed, or with none tried', () => {
    expect(findFaults(toRows(mutants, toTried(['killed', 'survived', ...many]), explained))).toEqual([
      '1 survived and are not in tests/mutants/survivors',
    ]);
    const half: Row[] = toRows(mutants, toTried(['survived', 'killed']), explained);
    expect(findFaults(half)).toEqual(['50.0 % were killed, and 85 % must be']);
    expect(findFaults(toRows(mutants, [], explained))).toEqual(['no mutant was tried']);
  });
});
