import { describe, expect, it } from 'vitest';
import { toPreview } from '#lib/nostr/previews';
import { CHOICES, LABELS } from '#lib/nostr/previews/fact';
import { SENTENCES } from '#lib/nostr/previews/sentences';
import { isHighRisk } from '#lib/nostr/memories';
import { toKindName } from '#lib/nostr/kinds';
import { toWarning } from '#lib/nostr/previews/warnings';
import catalogue from '../../../../locales/en.json';
import { KIND_EVENTS, toDraft } from '../../../fixtures/kinds';

const NOW = 1_790_000_000;
const RISKY = Array.from({ length: 65_536 }, (_, kind) => kind).filter(isHighRisk);

describe('the kinds that people meet', () => {
  it('are at least 60', () => {
    expect(new Set(KIND_EVENTS.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(60);
  });

  it.each(KIND_EVENTS)('kind $kind is said as "$sentence", with what matters', (fixture) => {
    const { sentence, facts, isUnknown } = toPreview(toDraft(fixture, NOW), NOW);
    expect(sentence).toBe(fixture.sentence);
    expect(catalogue.prompt.sign).toHaveProperty(sentence);
    expect(isUnknown).toBe(false);
    const labels = facts.flatMap((fact) => ('label' in fact ? [fact.label] : []));
    expect(labels).toEqual(expect.arrayContaining(fixture.labels ?? []));
  });

  it('are shown with just what is kept of them, each word and number', async () => {
    const lines = KIND_EVENTS.flatMap((fixture) => {
      const { sentence, facts, ...rest } = toPreview(toDraft(fixture, NOW), NOW);
      const shown = [...facts, ...Object.entries(rest)].map((each) => `  ${JSON.stringify(each)}`);
      return [`${fixture.kind} ${sentence}`, ...shown];
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../../fixtures/previews.txt');
  });

  it('says the amounts of zaps and nutzaps in satoshis', () => {
    const amounts = [9_734, 9_321].map((kind) => {
      const fixture = KIND_EVENTS.find((each) => each.kind === kind);
      return fixture && toPreview(toDraft(fixture, NOW), NOW).facts.find(({ type }) => type === 'sats');
    });
    expect(amounts).toEqual([
      { type: 'sats', label: 'amount', amount: 2_100 },
      { type: 'sats', label: 'amount', amount: 72 },
    ]);
  });

  it.each(RISKY)('says why the risky kind %i matters', (kind) => {
    expect(toWarning(toKindName(kind))).toBeDefined();
  });

  it('holds every kind that is a danger for risky', () => {
    const dangers = Array.from({ length: 65_536 }, (_, kind) => kind).filter(
      (kind) => toWarning(toKindName(kind))?.tone === 'danger',
    );
    expect(RISKY).toEqual(expect.arrayContaining(dangers));
  });
});

describe('the words of previews', () => {
  it.each([
    ['sign', SENTENCES],
    ['label', LABELS],
    ['choice', CHOICES],
  ] as const)('has exactly those of prompt.%s', (part, keys) => {
    expect(Object.keys(catalogue.prompt[part]).toSorted()).toEqual([...keys].toSorted());
  });
});
