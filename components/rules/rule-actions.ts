import type { AskedView, Forecast, RuleDraft, SiteForecast } from '#lib/rpc/rules';

/** What a person does with the rules of a site. */
export interface RuleActions {
  /** Throws what is wrong with the rule. */
  save: (rule: RuleDraft) => Promise<unknown>;
  pause: (id: string, paused: boolean) => void;
  /** Resolves when it is gone, or the person has been told why not. */
  remove: (id: string) => Promise<unknown>;
  look: (origin: string) => Promise<SiteForecast>;
  tryOut: (question: AskedView) => Promise<Forecast>;
}
