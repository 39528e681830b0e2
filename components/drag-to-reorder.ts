import type { Attachment } from 'svelte/attachments';

/** So far a press must travel before it is a drag and no longer a click, in CSS pixels. */
const THRESHOLD = 6;

/**
 * Lets the items of a list be dragged to another place with mouse or pen; a finger scrolls instead. Where the
 * item would land is marked with `data-drop` on its neighbour. Nothing moves before it is let go.
 * `handle` selects what an item is dragged by.
 */
export const dragToReorder =
  (onDrop: (from: number, to: number) => void, isOn: () => boolean, handle = '*'): Attachment<HTMLElement> =>
  (list) => {
    let pressed: { item: Element; y: number } | undefined;
    let dragged: Element | undefined;

    const mark = (target?: Element, side?: 'before' | 'after') => {
      list.querySelectorAll('[data-drop]').forEach((item) => item.removeAttribute('data-drop'));
      if (target && side) target.setAttribute('data-drop', side);
    };
    const itemAt = (y: number) => {
      const items = [...list.children];
      return items.find((item) => y < item.getBoundingClientRect().bottom) ?? items.at(-1);
    };
    const end = () => {
      dragged?.removeAttribute('data-dragged');
      mark();
      pressed = dragged = undefined;
    };

    const listeners: { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void } = {
      pointerdown(event) {
        const target = event.target as Element;
        const item = target.closest(handle) && [...list.children].find((child) => child.contains(target));
        if (item && isOn() && event.button === 0 && event.pointerType !== 'touch') {
          pressed = { item, y: event.clientY };
        }
      },
      pointermove(event) {
        if (!pressed) return;
        if (!dragged && Math.abs(event.clientY - pressed.y) < THRESHOLD) return;
        if (!dragged) {
          dragged = pressed.item;
          dragged.setAttribute('data-dragged', '');
          list.setPointerCapture(event.pointerId);
        }
        const target = itemAt(event.clientY);
        target?.scrollIntoView({ block: 'nearest' });
        const down = (target?.compareDocumentPosition(dragged) ?? 0) & Node.DOCUMENT_POSITION_PRECEDING;
        mark(target === dragged ? undefined : target, down ? 'after' : 'before');
      },
      pointerup(event) {
        const items = [...list.children];
        if (dragged) {
          const to = items.findIndex((item) => item === itemAt(event.clientY));
          const from = items.indexOf(dragged);
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
