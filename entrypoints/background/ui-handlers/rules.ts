/** The rules of sites as the person edits them, and what they would say. */
import { longestRemember } from '#lib/permissions/terms';
import { asksPassword } from '#lib/permissions/permissions';
import { expectRule, parseQuestion, saveRule } from '#lib/permissions/edit';
import { decide, isInForce, judge } from '#lib/permissions/policy';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { AskedView, Forecast, RuleDraft, SiteForecast } from '#lib/rpc/rules';
import type { RuleView } from '#lib/rpc/snapshot';
import type { State } from '#lib/storage/state';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createRuleHandlers(rooms: Rooms) {
  const { store, sessions, prompts } = rooms;
  const command = createCommand(rooms);

  /** A rule may be narrower now; an answer that was kept for it must not give more. */
  const change = async (edit: (draft: State) => void) => {
    await store.change(edit);
    await prompts.forgetAnswers();
  };

  return {
    saveRule: command((rule: RuleDraft) => change((draft) => saveRule(draft, rule, Date.now()))),
    pauseRule: command((id: string, paused: boolean) =>
      change((draft) => {
        const rule = expectRule(draft, id);
        if (paused) rule.paused = true;
        else delete rule.paused;
      }),
    ),
    removeRule: command((id: string) =>
      change((draft) => {
        draft.rules = draft.rules.filter((rule) => rule.id !== id);
      }),
    ),

    forecastSite(_, origin: string): SiteForecast[] {
      const { rules, sites, current } = store.state;
      const now = Date.now();
      const here = sites[origin]?.pubkey ?? current;
      const own = rules.filter((rule) => rule.origin === origin);
      const decides = (rule: RuleView) =>
        judge(own, rule, now).verdict === rule.effect && isInForce(rule, now);
      const whose = new Set([...(here === undefined ? [] : [here]), ...own.map(({ pubkey }) => pubkey)]);
      return [...whose].map((pubkey) => {
        const live = own.filter(
          (rule) => rule.pubkey === pubkey && rule.method !== 'connect' && decides(rule),
        );
        return {
          pubkey,
          isHere: pubkey === here,
          knows: decide(own, { pubkey, origin, method: 'connect' }, now) === 'allow',
          asksPassword: asksPassword(store.state, pubkey),
          allows: live.filter(({ effect }) => effect === 'allow'),
          denies: live.filter(({ effect }) => effect === 'deny'),
        };
      });
    },

    wouldAsk(_, asked: AskedView): Forecast {
      const question = parseQuestion(asked);
      const { pubkey, origin, method, kind } = question;
      const { signer } = sessions.expect(pubkey);
      const now = Date.now();
      const { rules } = store.state;
      const isKnown = decide(rules, { pubkey, origin, method: 'connect' }, now) === 'allow';
      if (!isKnown && method !== 'connect') return { verdict: 'ask', because: 'stranger' };
      if (method !== 'connect' && signer.refusal(method) !== undefined) {
        return { verdict: 'deny', because: 'cannot' };
      }
      const { verdict, rule } = judge(rules, question, now);
      if (verdict === 'allow' && method !== 'connect' && asksPassword(store.state, pubkey)) {
        return { verdict: 'ask', because: 'password' };
      }
      if (rule) return { verdict, because: 'rule', rule };
      const isEach = kind !== undefined && longestRemember({ method, kind }) === 'once';
      return { verdict: 'ask', because: isEach ? 'each' : 'none' };
    },
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
