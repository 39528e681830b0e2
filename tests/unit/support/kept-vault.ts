/** The vault that is kept of every released format: two accounts, a name, a rule, relays, and what was told of one. */
import { saveRule } from '#lib/permissions/edit';
import { newAccountOf, pubkeyOf, signAs } from './keys';
import { startOpenWorker, type Worker } from './rooms';

export const ORIGIN = 'https://client.example';
export const RELAY = 'wss://relay.example/';
export const ACCOUNTS = ['bob', 'ada'];

/** A worker over such a vault, made by the code of today. */
export async function makeVault(): Promise<Worker> {
  const worker = await startOpenWorker();
  const { sessions, store } = worker;
  await sessions.add(ACCOUNTS.map((label) => newAccountOf(label, `My ${label}`)));
  sessions.apply(signAs('ada', { kind: 0, content: '{"name":"Ada"}' }));
  await Promise.all([worker.summaries.settled(), worker.copies.settled()]);
  await store.change((draft) => {
    draft.settings.relays = [RELAY];
    const rule = { pubkey: pubkeyOf('ada'), origin: ORIGIN, effect: 'allow', lasts: 'always' } as const;
    saveRule(draft, { ...rule, method: 'signEvent', kind: 1 }, 1_700_000_000_000);
  });
  return worker;
}
