import { pickAccent, toFacets } from '../../../lib/nostr/avatar';

const SVG = 'http://www.w3.org/2000/svg';

/** Draws the gem of a pubkey into an avatar and lends it the account's colour. */
export function drawGem(avatar: HTMLElement, pubkey: string): void {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 48 48');
  svg.setAttribute('aria-hidden', 'true');
  for (const { points, fill } of toFacets(pubkey)) {
    const polygon = document.createElementNS(SVG, 'polygon');
    for (const [name, value] of Object.entries({ points, fill, stroke: fill }))
      polygon.setAttribute(name, value);
    svg.append(polygon);
  }
  avatar.dataset['accent'] = pickAccent(pubkey);
  avatar.replaceChildren(svg);
}
