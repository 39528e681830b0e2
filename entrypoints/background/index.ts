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
import { toClosedSnapshot, type Live } from '#lib/sessions/snapshot';
import { listenToBrowser } from './browser-events';
import { createCommands } from './commands';
import { keepLaterScripts } from './later';
import { createLife } from './life';
import { createPageHandlers } from './page-handlers';
import { createRooms } from './rooms';
import { createUiHandlers } from './ui-handlers';
import { onceRestored } from './ui-handlers/once-restored';
import { showLocked } from './web-pages';

/** What is known where there are no rooms. */
const NOTHING: Live = { pending: [], relays: [], passkeys: [] };

export default defineBackground(() => {
  keepLaterScripts();
  const { ready, attend } = createLife(async (database) => {
    const rooms = await createRooms(database);
    const ui = createUiHandlers(rooms);
    return {
      ...rooms,
      servePage: refuseBlocked(rooms, serve(pageApi, createPageHandlers(rooms))),
      serveUi: serve(uiApi, onceRestored(rooms, ui)),
      commands: createCommands(rooms, ui),
    };
  }, opening);

  const isOwnPage = ({ id, origin }: { id?: string | undefined; origin?: string | undefined }) =>
    id === browser.runtime.id && origin === new URL(browser.runtime.getURL('/')).origin;

  browser.runtime.onMessage.addListener((message, sender, sendResponse) => {
    const answer = async () => {
      const { calls, activity, failures, servePage, serveUi, appearance } = await ready();
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
      void ready().then(({ calls }) => {
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
    let isOpen = true;
    let leaves: (() => void)[] = [];
    const leave = () => {
      for (const each of leaves) each();
      leaves = [];
    };
    const stop = attend({
      async onStarted({ publisher, activityPages, sessions, watch }) {
        leave(); // the rooms before
        await sessions.whenRestored();
        if (!isOpen) return; // closed while the worker woke
        if (port.name === UI_PORT) leaves.push(watch.hold(), publisher.add(port));
        else leaves.push(activityPages.add(port));
      },
      onRefused() {
        leave();
        // what a page asks for is refused with words; until then it must not wait for ever, nor show what was open
        if (isOpen && port.name === UI_PORT) port.postMessage(toClosedSnapshot('locked', NOTHING));
      },
    });
    port.onDisconnect.addListener(() => {
      isOpen = false;
      stop();
      leave();
    });
  });

  // a browser that refuses this shows what it showed
  attend({ onStarted: () => undefined, onRefused: () => void showLocked().catch(() => undefined) });
  listenToBrowser(ready);
});
