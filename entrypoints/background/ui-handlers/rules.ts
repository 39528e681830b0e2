/** The rules of sites as the person edits them, and what they would say. */
import { asksPassword } from '#lib/permissions/permissions';
import { expectRule, parseQuestion, saveRule } from '#lib/permissions/edit';
import { isInForce, judge } from '#lib/permissions/policy';
import { weigh } from '#lib/permissions/weigh';
import { blockOf } from '#lib/requests/blocked';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { AskedView, Bar, Forecast, RuleDraft, SiteForecast } from '#lib/rpc/rules';
import type { RuleView } from '#lib/rpc/snapshot';
import type { State } from '#lib/storage/state';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createRuleHandlers(rooms: Rooms) {
  const { store, sessions, prompts, identity, appearance } = rooms;
  const command = createCommand(rooms);

  /** A rule may be narrower now; an answer that was kept for it must not give more. */
  const change = async (edit: (draft: State) => void) => {
    await store.change(edit);
    await prompts.forgetAnswers();
  };

  /** What every request of a site comes to, whatever it asks. */
  function barOf(origin: string): Bar | undefined {
    if (!appearance.appears(origin)) return { because: 'hidden' };
    const block = blockOf(rooms, { origin });
    if (!block) return undefined;
    return { because: 'blocked', ...(block.until === undefined ? {} : { until: block.until }) };
  }

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

    forecastSite(_, origin: string): SiteForecast {
      const bar = barOf(origin);
      if (bar) return { bar, accounts: [] };
      const { rules, sites, current } = store.state;
      const now = Date.now();
      const here = sites[origin]?.pubkey ?? current;
      const own = rules.filter((rule) => rule.origin === origin);
      const decides = (rule: RuleView) =>
        ['needs-class', rule.effect].includes(judge(own, rule, now).verdict) && isInForce(rule, now);
      const whose = new Set([...(here === undefined ? [] : [here]), ...own.map(({ pubkey }) => pubkey)]);
      const accounts = [...whose].map((pubkey) => {
        const live = own.filter(
          (rule) => rule.pubkey === pubkey && rule.method !== 'connect' && decides(rule),
        );
        return {
          pubkey,
          isHere: pubkey === here,
          knows: identity.isConnected({ origin }, pubkey),
          asksPassword: asksPassword(store.state, pubkey),
          allows: live.filter(({ effect }) => effect === 'allow'),
          denies: live.filter(({ effect }) => effect === 'deny'),
        };
      });
      return { accounts };
    },

    wouldAsk(_, asked: AskedView): Forecast {
      const question = parseQuestion(asked);
      const { pubkey, origin, method } = question;
      const { signer } = sessions.expect(pubkey);
      const bar = barOf(origin);
      if (bar) return { verdict: 'deny', ...bar };
      if (method !== 'connect') {
        if (!identity.isConnected({ origin }, pubkey)) return { verdict: 'ask', because: 'stranger' };
        if (signer.refusal(method) !== undefined) return { verdict: 'deny', because: 'cannot' };
      }
      const weighed = weigh(store.state, store.state.rules, question, Date.now());
      return weighed.because === 'class' ? { verdict: 'ask', because: 'class' } : weighed;
    },
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
