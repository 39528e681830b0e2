import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const TOOLS = { open: () => 'opened' };
const importScripts = vi.fn(() => {
  globalThis.facetLater = { ...globalThis.facetLater, tools: TOOLS };
});

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('importScripts', importScripts);
  // as the browser does: a function of the policy knows which policy it is of
  vi.stubGlobal('trustedTypes', {
    createPolicy: (_name: string, { createScriptURL }: { createScriptURL(path: string): string }) => ({
      createScriptURL(this: object | undefined, path: string) {
        if (this === undefined) throw new TypeError('Illegal invocation');
        return `trusted ${createScriptURL(path)}`;
      },
    }),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  globalThis.facetLater = undefined;
  importScripts.mockClear();
});

async function start(scripts: readonly string[]) {
  vi.stubGlobal('__LATER_SCRIPTS__', scripts);
  return import('../../../../entrypoints/background/later');
}

describe('scripts for later', () => {
  it('are all loaded while the worker is installed, so that the browser keeps them', async () => {
    const target = new EventTarget();
    vi.stubGlobal('self', target);
    const { keepLaterScripts } = await start(['later/a.js', 'later/b.js']);
    keepLaterScripts();
    expect(importScripts).not.toHaveBeenCalled();
    target.dispatchEvent(new Event('install'));
    expect(importScripts).toHaveBeenCalledWith('trusted /later/a.js', 'trusted /later/b.js');
  });

  it('are loaded when they are first needed, once', async () => {
    const { loadLater } = await start(['later/a.js']);
    expect(await loadLater('later/a.js', 'tools')).toBe(TOOLS);
    expect(await loadLater('later/a.js', 'tools')).toBe(TOOLS);
    expect(importScripts.mock.calls).toEqual([['trusted /later/a.js']]);
  });

  it('are no others: the policy refuses every path that the build did not make', async () => {
    const { loadLater } = await start(['later/a.js']);
    for (const path of ['later/b.js', '', 'https://evil.example/later/a.js', '../later/a.js']) {
      await expect(loadLater(path, 'tools')).rejects.toThrow('is no script');
    }
    expect(importScripts).not.toHaveBeenCalled();
  });

  it('say so when the browser does not have one, and are tried again', async () => {
    const { loadLater } = await start(['later/a.js']);
    importScripts.mockImplementationOnce(() => {
      throw new DOMException('the script failed to load', 'NetworkError');
    });
    await expect(loadLater('later/a.js', 'tools')).rejects.toThrow('failed to load');
    expect(await loadLater('later/a.js', 'tools')).toBe(TOOLS);
  });
});
