import { describe, expect, it } from 'vitest';
import type { EventTemplate } from '#lib/nostr/event';
import { isSamePlace, toPlace } from '#lib/nostr/replace-diff';

const event = (kind: number, tags: string[][]): EventTemplate => ({ kind, tags, content: '', created_at: 1 });

describe('the place of an event', () => {
  it('is its kind, and its name where there can be many', () => {
    expect(toPlace(event(3, [['d', 'x']]))).toEqual({ kind: 3 });
    expect(toPlace(event(30_000, [['d', 'x']]))).toEqual({ kind: 30_000, d: 'x' });
    expect(toPlace(event(30_000, []))).toEqual({ kind: 30_000, d: '' });
    expect(toPlace(event(1, []))).toBeUndefined();
    expect(isSamePlace({ kind: 30_000, d: 'x' }, { kind: 30_000, d: 'y' })).toBe(false);
    expect(isSamePlace({ kind: 3 }, undefined)).toBe(false);
  });
});
