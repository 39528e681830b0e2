import type { Attachment } from 'svelte/attachments';

/** So far a press must travel before it is a drag and no longer a click, in CSS pixels. */
const THRESHOLD = 6;

/**
 * Lets the items of a list be dragged to another place with mouse or pen; a finger scrolls instead. An item says
 * its place, counted from 0, in `data-place`; not all of them need be in the document. Where the item would land is
 * marked with `data-drop` on its neighbour. Nothing moves before it is let go. `handle` selects what an item is
 * dragged by; `toTarget` is the place where it would come to lie instead of that one.
 */
export const dragToReorder =
  (
    onDrop: (from: number, to: number) => void,
    isOn: () => boolean,
    { handle = '*', toTarget }: { handle?: string; toTarget: (from: number, to: number) => number },
  ): Attachment<HTMLElement> =>
  (list) => {
    let pressed: { place: number; y: number } | undefined;
    /** The place of the item that is dragged; the item itself may leave the document meanwhile. */
    let dragged: number | undefined;

    const toItems = () => [...list.querySelectorAll<HTMLElement>('[data-place]')];
    const toPlace = (item: HTMLElement | undefined) => Number(item?.dataset['place']);

    const mark = (target?: HTMLElement, side?: 'before' | 'after') => {
      list.querySelectorAll('[data-drop]').forEach((item) => item.removeAttribute('data-drop'));
      if (target && side) target.setAttribute('data-drop', side);
    };
    const itemAt = (y: number) => {
      const items = toItems();
      return items.find((item) => y < item.getBoundingClientRect().bottom) ?? items.at(-1);
    };
    const end = () => {
      list.querySelector('[data-dragged]')?.removeAttribute('data-dragged');
      mark();
      pressed = dragged = undefined;
    };

    const listeners: { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void } = {
      pointerdown(event) {
        const target = event.target as Element;
        const item = target.closest(handle) && target.closest<HTMLElement>('[data-place]');
        if (item && isOn() && event.button === 0 && event.pointerType !== 'touch') {
          pressed = { place: toPlace(item), y: event.clientY };
        }
      },
      pointermove(event) {
        if (!pressed) return;
        if (dragged === undefined && Math.abs(event.clientY - pressed.y) < THRESHOLD) return;
        if (dragged === undefined) {
          dragged = pressed.place;
          list.querySelector(`[data-place='${dragged}']`)?.setAttribute('data-dragged', '');
          list.setPointerCapture(event.pointerId);
        }
        const target = itemAt(event.clientY);
        target?.scrollIntoView({ block: 'nearest' });
        const to = toTarget(dragged, toPlace(target));
        const neighbour = list.querySelector<HTMLElement>(`[data-place='${to}']`) ?? undefined;
        mark(to === dragged ? undefined : neighbour, to > dragged ? 'after' : 'before');
      },
      pointerup(event) {
        const from = dragged;
        if (from !== undefined) {
          const to = toTarget(from, toPlace(itemAt(event.clientY)));
          // The click that follows a drag chooses nobody.
          const swallow = (click: Event) => click.stopPropagation();
          addEventListener('click', swallow, { capture: true, once: true });
          setTimeout(() => removeEventListener('click', swallow, { capture: true }));
          if (to !== from) onDrop(from, to);
        }
        end();
      },
      pointercancel: end,
    };
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [type, listener] of entries) list.addEventListener(type, listener);
    return () => {
      for (const [type, listener] of entries) list.removeEventListener(type, listener);
    };
  };
