import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/machine/root';
import { readFolder } from '../../scripts/package/zip';
import { expect, test } from './test';

interface Bill {
  components: { name: string; purl: string; hashes: { content: string }[] }[];
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Ways to run what is not in the package, in code that was minified. */
const REMOTE = [
  /(?<![\w$.])eval\s*\(/,
  /(?<![\w$])Function\s*\(\s*["'`]/,
  /\bset(?:Timeout|Interval)\s*\(\s*["'`]/,
  /(?<![\w$.])import\s*\((?!\s*["'`]\.\/)/, // only a file beside it
  /\b(?:from|import)\s*["'`](?:https?:)?\/\//,
  /<script(?![^>]* src="\/[^/])/,
  /<link(?![^>]* href="\/[^/])/,
  / on\w+=["']/,
  /@import|url\(\s*["']?(?:https?:)?\/\//,
];

/** What the name of a file says it may hold of the above: markup is looked for in pages alone. */
const isMeant = (name: string, { source }: RegExp) =>
  name.endsWith('.html') === /^<| on/.test(source) && name.endsWith('.css') === source.startsWith('@import');

/** Each place in these files where something from elsewhere could be run, with its file. */
const findRemote = (files: Record<string, string>): string[] =>
  Object.entries(files).flatMap(([name, text]) =>
    REMOTE.filter((pattern) => isMeant(name, pattern)).flatMap((pattern) => {
      const found = pattern.exec(text);
      return found ? [`${name}: ${text.slice(found.index, found.index + 60)}`] : [];
    }),
  );

for (const browser of ['chrome', 'firefox']) {
  const folder = `.output/${browser}-mv3`;

  test(`the whole manifest for ${browser} is the one that was agreed on`, () => {
    const built = JSON.parse(read(`${folder}/manifest.json`)) as { version: string };
    expect(built.version).toBe((JSON.parse(read('package.json')) as { version: string }).version);
    expect({ ...built, version: '' }).toEqual(JSON.parse(read(`tests/e2e/package/${browser}.json`)));
  });

  test(`nothing in the package for ${browser} runs code from elsewhere or made at run time`, () => {
    const texts = Object.entries(readFolder(join(root, folder)))
      .filter(([name]) => /\.(js|html|css)$/.test(name))
      .map(([name, bytes]): [string, string] => [name, Buffer.from(bytes).toString()]);
    expect(texts.length).toBeGreaterThan(30);
    expect(findRemote(Object.fromEntries(texts))).toEqual([]);
    // the worker's later scripts: their addresses pass a policy that knows the two files (docs/security.md)
    const loads = texts.flatMap(
      ([name, text]) => text.match(/importScripts\(.{0,40}/g)?.map((call) => [name, call]) ?? [],
    );
    expect(loads.length).toBeLessThanOrEqual(1);
    for (const [name, call] of loads) {
      expect(name).toBe('background.js');
      expect(call).toContain('.createScriptURL(');
    }
  });

  test(`the bill in the package for ${browser} is whole, and docs/dependencies.md names each part of it`, () => {
    const { components } = JSON.parse(read(`${folder}/sbom.cdx.json`)) as Bill;
    const names = components.map(({ name }) => name);
    for (const name of ['svelte', 'nostr-tools', 'nostr-wasm', 'hash-wasm', '@nostr-dev-kit/ndk', 'tseep'])
      expect(names).toContain(name);
    expect(components.filter(({ hashes }) => !/^[\da-f]{128}$/.test(hashes[0]?.content ?? ''))).toEqual([]);
    expect(new Set(components.map(({ purl }) => purl)).size).toBe(components.length);
    const documented = read('docs/dependencies.md');
    expect(names.filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
    const licences = read(`${folder}/licences.txt`);
    expect(names.filter((name) => !licences.includes(`${name} `))).toEqual([]);
  });
}

test('each way to run code from elsewhere would be found', () => {
  const ways = {
    'a.js': 'x=eval(y)',
    'b.js': 'new Function("return 1")',
    'c.js': 'setTimeout("go()",1)',
    'd.js': 'import("https://cdn.example/x.js")',
    'e.js': 'import(name)',
    'f.js': 'import"https://cdn.example/x.js"',
    'g.js': 'import{a}from"https://cdn.example/x.js"',
    'h.html': '<script src="https://cdn.example/x.js"></script>',
    'i.html': '<script>go()</script>',
    'j.html': '<link rel="stylesheet" href="//cdn.example/x.css">',
    'k.html': '<body onload="go()">',
    'l.css': '.a{background:url(https://cdn.example/x.png)}',
  };
  expect(findRemote(ways).map((found) => found.slice(0, found.indexOf(':')))).toEqual(
    expect.arrayContaining(Object.keys(ways)),
  );
});

test('the browser itself refuses eval, code in text and scripts from elsewhere in a page of Facet', async ({
  facet,
  demo,
}) => {
  const page = await facet.open('onboarding.html');
  const outcome = await page.evaluate(async (url) => {
    // what the driver runs at once may use eval; what the page does after that is bound by the policy
    await new Promise((resolve) => setTimeout(resolve));
    const tries: Record<string, () => void> = {
      eval: () => void (0, eval)('1'),
      html: () => (document.body.innerHTML = '<i></i>'),
      text: () => (document.createElement('script').text = 'globalThis.ran = true'),
      address: () => (document.createElement('script').src = `${url}script.js`),
      policy: () =>
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes.createPolicy('mine', {}),
    };
    return Object.fromEntries(
      Object.entries(tries).map(([name, attempt]) => {
        try {
          attempt();
          return [name, 'ran'];
        } catch (error) {
          return [name, (error as Error).name];
        }
      }),
    );
  }, demo.url);
  expect(outcome).toEqual({
    eval: 'EvalError',
    html: 'TypeError',
    text: 'TypeError',
    address: 'TypeError',
    policy: 'TypeError',
  });
});
