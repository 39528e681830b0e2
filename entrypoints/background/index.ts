/** The worker: registers every listener at once, then restores; whoever calls earlier waits for that. */
import { opening } from './early';
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { toLines } from '#lib/activity/lines';
import { refuseBlocked } from '#lib/requests/blocked';
import { toPageCaller } from '#lib/requests/caller';
import { pageApi, uiApi } from '#lib/rpc/contract';
import { FacetError, toErrorReply } from '#lib/rpc/errors';
import { serve } from '#lib/rpc/serve';
import { ACTIVITY_PORT, isMessage, UI_PORT } from '#lib/rpc/transports';
import { listenToBrowser } from './browser-events';
import { createCommands } from './commands';
import { keepLaterScripts } from './later';
import { createPageHandlers } from './page-handlers';
import { createRooms } from './rooms';
import { createUiHandlers } from './ui-handlers';
import { onceRestored } from './ui-handlers/once-restored';

export default defineBackground(() => {
  keepLaterScripts();
  const ready = createRooms(opening).then((rooms) => {
    const ui = createUiHandlers(rooms);
    return {
      ...rooms,
      servePage: refuseBlocked(rooms, serve(pageApi, createPageHandlers(rooms))),
      serveUi: serve(uiApi, onceRestored(rooms, ui)),
      commands: createCommands(rooms, ui),
    };
  });
  ready.catch(() => undefined); // every caller hears of it

  const isOwnPage = ({ id, origin }: { id?: string | undefined; origin?: string | undefined }) =>
    id === browser.runtime.id && origin === new URL(browser.runtime.getURL('/')).origin;

  browser.runtime.onMessage.addListener((message, sender, sendResponse) => {
    const answer = async () => {
      const { calls, activity, failures, servePage, serveUi, appearance } = await ready;
      if (isMessage(message, 'page')) {
        const caller = toPageCaller(sender, message, Date.now());
        const { method, args } = message;
        const run = () => {
          appearance.expect(caller.origin);
          return calls.run(caller, args, () => servePage(caller, method, args));
        };
        const reply = await failures
          .watch(caller.tabId, method, run)
          .catch((error: unknown) => ({ error: toErrorReply(error) }));
        activity.note(toLines(caller, method, reply, Date.now()));
        return reply;
      }
      if (isMessage(message, 'ui') && isOwnPage(sender)) {
        return serveUi({ tabId: sender.tab?.id }, message.method, message.args);
      }
      throw new FacetError('unsupported', 'this method is not offered');
    };
    if (isMessage(message, 'cancel')) {
      const { id } = message;
      void ready.then(({ calls }) => {
        const taken = { facet: 'page' as const, id, documentId: '', askedAt: 0, method: '', args: [] };
        const { call } = toPageCaller(sender, taken, 0);
        calls.cancel((caller) => caller.call === call);
      });
      return undefined;
    }
    answer().then(sendResponse, (error: unknown) => sendResponse({ error: toErrorReply(error) }));
    return true;
  });

  browser.runtime.onConnect.addListener((port) => {
    const isKnown = port.name === UI_PORT || port.name === ACTIVITY_PORT;
    if (!isKnown || !port.sender || !isOwnPage(port.sender)) return port.disconnect();
    let leaves: (() => void)[] | undefined = [];
    port.onDisconnect.addListener(() => {
      for (const leave of leaves ?? []) leave();
      leaves = undefined;
    });
    void ready.then(async ({ publisher, activityPages, sessions, watch }) => {
      await sessions.whenRestored();
      if (!leaves) return; // closed while the worker woke
      if (port.name === UI_PORT) leaves.push(watch.hold(), publisher.add(port));
      else leaves.push(activityPages.add(port));
    });
  });

  listenToBrowser(ready);
});
