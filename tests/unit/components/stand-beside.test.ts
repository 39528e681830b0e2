import { describe, expect, it } from 'vitest';
import { toPlace } from '../../../components/basic/stand-beside';

const box = { width: 300, height: 80 };
const view = { width: 1_000, height: 600 };
const buttonAt = (left: number, top: number) => ({ left, right: left + 24, top, bottom: top + 24 });

describe('where a note stands', () => {
  it('is below its button, from the edge where the line begins', () => {
    expect(toPlace(box, buttonAt(400, 100), view, false)).toEqual({ left: 400, top: 130 });
    expect(toPlace(box, buttonAt(400, 100), view, true)).toEqual({ left: 124, top: 130 });
  });

  it('is above in the lower half, where a prompt has its answers', () => {
    expect(toPlace(box, buttonAt(400, 400), view, false).top).toBe(314);
  });

  it('crosses no edge of the window, however narrow or low that is', () => {
    expect(toPlace(box, buttonAt(900, 100), view, false).left).toBe(692);
    expect(toPlace(box, buttonAt(10, 100), view, true).left).toBe(8);
    expect(toPlace(box, buttonAt(10, 20), { width: 320, height: 90 }, false)).toEqual({ left: 10, top: 8 });
  });
});
