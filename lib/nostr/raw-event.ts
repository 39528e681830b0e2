import type { EventTemplate } from './event';

/** The complete event as JSON, never shortened, one tag per line. */
export function toRawEvent(event: EventTemplate, pubkey: string): string {
  const { kind, created_at, tags, content } = event;
  const rows = tags.map((tag) => `    ${JSON.stringify(tag)}`).join(',\n');
  const list = tags.length > 0 ? `[\n${rows}\n  ]` : '[]';
  return [
    '{',
    `  "kind": ${kind},`,
    `  "created_at": ${created_at},`,
    `  "tags": ${list},`,
    `  "content": ${JSON.stringify(content)},`,
    `  "pubkey": ${JSON.stringify(pubkey)}`,
    '}',
  ].join('\n');
}
