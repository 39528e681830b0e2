/** The activity log as the person sees it, and what can be taken back from there. */
import { toOwnLine } from '#lib/activity/lines';
import { toDeletion } from '#lib/nostr/deletion';
import { asksPassword } from '#lib/permissions/permissions';
import { expectSigned } from '#lib/requests/checked';
import { ruleBehind, type ActivityFilter, type Retention } from '#lib/rpc/activity';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';
import { expectSigner } from './expect-signer';

export function createActivityHandlers(rooms: Rooms) {
  const { vault, store, activity, outbox, prompts, replacing } = rooms;
  const command = createCommand(rooms);

  return {
    getActivity: (_caller: UiCaller, filter: ActivityFilter, page?: string) => activity.read(filter, page),

    async exportActivity(_caller: UiCaller, filter: ActivityFilter) {
      await vault.touch();
      const lines = await activity.readAll(filter);
      const day = new Date().toISOString().slice(0, 10);
      return {
        name: `facet-activity-${day}.json`,
        text: JSON.stringify({ version: 1, lines }, undefined, 1),
      };
    },

    setActivity: command(async (days: Retention) => {
      await store.change((draft) => {
        draft.settings.activityDays = days;
      });
      await activity.tidy({ isSaid: true });
    }),

    undoActivity: command(async (id: string) => {
      const { decided } = await activity.find(id);
      const rule = ruleBehind(decided);
      if (!rule) throw new InvalidError('there is no rule behind this line');
      await store.change((draft) => {
        draft.rules = draft.rules.filter((each) => each.id !== rule.id);
      });
      await prompts.forgetAnswers(); // an answer that was kept must not give it again
    }),

    requestDeletion: command(async (id: string, password = '') => {
      const line = await activity.find(id);
      const { pubkey } = line;
      const template = toDeletion(line, Math.floor(Date.now() / 1_000));
      if (!template || pubkey === undefined)
        throw new InvalidError('this line has no event that can be deleted');
      const session = expectSigner(rooms, pubkey);
      if (asksPassword(store.state, pubkey)) await vault.confirm(password);
      const unsigned = { ...template, pubkey };
      const event = expectSigned(unsigned, await session.signer.signEvent(unsigned));
      await outbox.add([event], replacing.toRelayUrls(session));
      activity.note([toOwnLine('publish', Date.now(), { pubkey, event })]);
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
