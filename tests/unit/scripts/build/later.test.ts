import { describe, expect, it } from 'vitest';
import { later } from '../../../../scripts/build/later';

type Transform = (code: string) => { code: string } | undefined;

const plugin = later({ tools: ['some-tools', 'other/part'] }, { alias: {} });
const transform = plugin.transform as unknown as Transform;

describe('what is imported on first use', () => {
  it('is loaded from the script that carries it', () => {
    const changed = transform(`const { one } = await import('other/part');`)?.code;
    expect(changed).toContain(`await __loadLater("later/tools.js", "other/part")`);
    expect(changed).toMatch(
      /^import { loadLater as __loadLater } from ".*entrypoints\/background\/later\.ts";/,
    );
    expect(transform('const tools = () => import("some-tools");')?.code).toContain('() => __loadLater(');
  });

  it.each([
    `import('#lib/own')`,
    `import tools from 'some-tools';`,
    `import(name)`,
    `import('some-tools/deep')`,
  ])('is left as it is where no script carries it: %s', (code) => {
    expect(transform(code)).toBeUndefined();
  });
});
