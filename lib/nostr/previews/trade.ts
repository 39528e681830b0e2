/** Classified ads and shops (NIP-99, NIP-15). */
import type { EventTemplate } from '../event';
import type { Fact } from './fact';
import { toFields } from './json';
import { all, choice, count, first, moment, text } from './tags';
import type { ToView } from './view';

/** Amount, currency and how often, as the page wrote them. */
function toPrice({ tags }: EventTemplate): Fact[] {
  const [, amount, currency, frequency] = tags.find(([tag]) => tag === 'price') ?? [];
  if (!amount) return [];
  const price = [amount, currency].filter(Boolean).join(' ');
  return text('price', frequency ? `${price} / ${frequency}` : price);
}

export const toListing: ToView = (event) => ({
  title: first(event, 'title'),
  facts: [
    ...toPrice(event),
    ...text('place', first(event, 'location')),
    ...text('summary', first(event, 'summary')),
    ...choice('status', first(event, 'status')),
    ...count('images', all(event, 'image').length),
    ...moment('published', first(event, 'published_at')),
  ],
});

/** A stall or product is an object in JSON. */
export const toShop: ToView = (event) => ({ text: '', facts: toFields(event.content) });
