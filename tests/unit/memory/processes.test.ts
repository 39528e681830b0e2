import { describe, expect, it } from 'vitest';
import { toRanges, toType } from '../../memory/processes';

describe('processes', () => {
  it.each([
    ['chromium --no-first-run', 'browser'],
    ['chromium --type=renderer --extension-process --lang=en', 'extension'],
    ['chromium --type=renderer --lang=en', 'site'],
    ['chromium\0--type=gpu-process\0--lang=en', 'gpu'],
    ['chromium --type=utility --utility-sub-type=network.mojom.NetworkService', 'network'],
    ['chromium --type=zygote', 'zygote'],
  ])('%s is of the type %s', (commandLine, type) => {
    expect(toType(commandLine)).toBe(type);
  });

  it('have memory that is read unless it is a file as it lies on the disk', () => {
    const maps = [
      '1000-2000 r-xp 00000000 08:01 7 /usr/lib/chromium',
      '2000-3000 rw-p 00000000 08:01 7 /usr/lib/chromium',
      '3000-4000 rw-p 00000000 00:00 0',
      '4000-5000 ---p 00000000 00:00 0',
      '5000-6000 r--s 00000000 00:01 7 /memfd:shared (deleted)',
      '6000-7000 r--p 00000000 00:00 0 [vvar]',
      '7000-8000 rw-p 00000000 00:00 0 [heap]',
    ].join('\n');
    expect(toRanges(maps).map(({ from }) => from.toString(16))).toEqual(['2000', '3000', '5000', '7000']);
  });
});
