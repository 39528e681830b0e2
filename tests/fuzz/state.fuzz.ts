/** What is read from the disk and is not as it was written: rules above all. What is unknown is no rule. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { isAllowedOrigin } from '#lib/nostr/origin';
import { judge, isInForce, isRule, type Question } from '#lib/permissions/policy';
import { restoreRules } from '#lib/permissions/restore';
import { RULE_METHODS, type RuleView } from '#lib/rpc/snapshot';
import { createState, type StoredAccount } from '#lib/storage/state';
import { pubkeyOf } from '../unit/support/keys';
import { hostileValue, mutated, toJson } from './support/hostile';
import { property, surface } from './support/surface';

const NOW = 1_790_000_000_000;
const [ada, eve] = [pubkeyOf('ada'), pubkeyOf('eve')];
const account: StoredAccount = {
  id: 'a',
  pubkey: ada,
  kind: 'secret-key',
  accent: 'rose',
  addedAt: 1,
  usedAt: 1,
};
const ORIGINS = ['https://a.example', 'https://b.example'];

const parts = {
  kind: fc.constantFrom(0, 1, 3, 22_242, 27_235, 65_535),
  relay: fc.constantFrom('wss://relay.example/', 'wss://other.example/'),
  url: fc.constant('GET https://a.example/upload'),
  peer: fc.constantFrom(ada, eve),
  class: fc.constantFrom('text', 'list', 'event'),
};
const base = {
  pubkey: fc.constantFrom(ada, eve),
  origin: fc.constantFrom(...ORIGINS),
  method: fc.constantFrom(...RULE_METHODS),
};
const rules = fc.record(
  {
    ...base,
    ...parts,
    id: fc.constant('r'),
    effect: fc.constantFrom('allow', 'deny'),
    createdAt: fc.constantFrom(0, NOW - 1, NOW + 1),
    expiresAt: fc.constantFrom(NOW, NOW + 1, NOW + 3_600_000),
    untilRestart: fc.constant(true),
    paused: fc.constant(true),
  },
  { requiredKeys: ['id', 'pubkey', 'origin', 'method', 'effect', 'createdAt'], noNullPrototype: true },
) as fc.Arbitrary<RuleView>;
const questions = fc.record(
  { ...base, ...parts },
  { requiredKeys: ['pubkey', 'origin', 'method'], noNullPrototype: true },
) as fc.Arbitrary<Question>;

const isRecord = (value: unknown): value is RuleView => typeof value === 'object' && value !== null;

/** Damaged rules that are still objects, as the JSON of a state has them. */
const damagedRules = fc.array(
  mutated(rules)
    .map((rule): unknown => JSON.parse(toJson(rule)))
    .filter(isRecord),
  { maxLength: 6 },
);

/** The members that a rule may have, by another list than the policy's. */
const MEMBERS =
  'id pubkey origin method kind relay url peer class effect createdAt expiresAt untilRestart paused';

/** A question that a rule is exactly about. */
const toQuestion = ({ pubkey, origin, method, kind, relay, url, peer, class: of }: RuleView): Question =>
  JSON.parse(JSON.stringify({ pubkey, origin, method, kind, relay, url, peer, class: of })) as Question;

/** The same, and as it is asked by another site or as another account. */
function toQuestions(rule: RuleView): Question[] {
  const asked = toQuestion(rule);
  return [asked, ...ORIGINS.map((origin) => ({ ...asked, origin })), { ...asked, pubkey: eve }];
}

surface('state', [
  property(
    'what allows is a whole rule in force, for this account, origin and method and every part',
    40_000,
    {
      cases: fc.tuple(damagedRules, questions),
      holds([all, asked]) {
        for (const question of [asked, ...all.filter(isRule).flatMap(toQuestions)]) {
          const { verdict, rule } = judge(all, question, NOW);
          if (verdict !== 'allow') continue;
          if (!rule || rule.effect !== 'allow' || rule.paused) throw new Error('no rule allows this');
          for (const part of ['pubkey', 'origin', 'method', 'kind', 'relay', 'url', 'peer'] as const)
            if (rule[part] !== question[part]) throw new Error(`it is about another ${part}`);
          if (rule.createdAt > NOW || (rule.expiresAt ?? Infinity) <= NOW)
            throw new Error('it is not its time');
          if (Object.keys(rule).some((key) => !MEMBERS.split(' ').includes(key)))
            throw new Error('something in it may narrow it');
        }
      },
    },
  ),
  property('a rule that denies what is asked always wins, whatever else is there, in any order', 30_000, {
    cases: fc.tuple(damagedRules, rules, fc.nat(6)),
    holds([others, rule, at]) {
      const denial = { ...rule, effect: 'deny' as const };
      if (!isInForce(denial, NOW)) return;
      const { verdict } = judge(others.toSpliced(at, 0, denial), toQuestion(rule), NOW);
      if (verdict !== 'deny') throw new Error(`it is ${verdict}`);
    },
  }),
  property('what is no rule changes no answer', 20_000, {
    cases: fc.tuple(damagedRules, questions),
    holds([all, question]) {
      const whole = all.filter(isRule);
      if (judge(all, question, NOW).verdict !== judge(whole, question, NOW).verdict)
        throw new Error('it did');
    },
  }),
  property(
    'a backup brings in rules of proven accounts and allowed origins alone, and takes none away',
    20_000,
    {
      cases: fc.tuple(
        damagedRules,
        fc.array(rules, { maxLength: 2 }),
        fc.constantFrom('__proto__', 'x', ...ORIGINS),
      ),
      holds([from, held, origin]) {
        const draft = createState();
        draft.accounts = [account];
        draft.rules = structuredClone(held);
        const sites = Object.fromEntries([[origin, { usedAt: 1, pubkey: eve }]]);
        restoreRules(draft, { rules: from, sites, pairs: [[ada, eve]] }, new Set([ada]), NOW);
        if (!isDeepStrictEqual(draft.rules.slice(0, held.length), held)) throw new Error('one is gone');
        for (const rule of draft.rules.slice(held.length)) {
          if (rule.pubkey !== ada || !isAllowedOrigin(rule.origin) || !isRule(rule))
            throw new Error('this is not to be taken');
        }
        if ((draft.pairs ?? []).length > 0) throw new Error('a pair with a stranger');
        if (Object.values(draft.sites).some(({ pubkey }) => pubkey !== undefined))
          throw new Error('a stranger');
      },
    },
  ),
  property('only https and this machine may use Facet, by the very text of their origin', 20_000, {
    cases: fc.oneof(
      fc.webUrl({ validSchemes: ['http', 'https', 'ws', 'file'], withQueryParameters: true }),
      fc
        .tuple(fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:'), fc.string())
        .map((all) => all.join('')),
      fc.constantFrom('http://localhost', 'http://127.1', 'http://127.0.0.1:3', 'https://a.example/', 'null'),
      hostileValue.map(toJson),
    ),
    holds(origin) {
      if (!isAllowedOrigin(origin)) return;
      const url = new URL(origin);
      if (url.origin !== origin || !/^https?:$/.test(url.protocol)) throw new Error('this is no origin');
      if (url.protocol === 'http:' && !/(^|\.)localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(url.hostname))
        throw new Error('anybody can read along');
    },
  }),
]);
