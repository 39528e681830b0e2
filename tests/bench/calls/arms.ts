/** Who is compared: each arm is a Chromium of its own with one extension, in which a page of the desk waits for work. */
import { EXTENSION, PASSWORD } from '../../e2e/facet';
import { startUnwatched, toOrigin, toUi, type Unwatched } from '../../e2e/unwatched/unwatched';
import { toKeyList } from '../relays/crowd';
import { buildControl, CONTROL_SCRIPTS, LIMIT_PUBKEY, type ControlName } from './controls';
import { NAME, PUBKEY } from './controls/constants';
import type { Desk } from './desk';
import { peer } from './peer';
import type { ArmName } from './rows';

export interface Arm {
  name: ArmName;
  browser: Unwatched;
  /** Of the extension. */
  folder: string;
  /** Whom it says it is. */
  pubkey: string;
  /** It signs as that one; else it answers constants. */
  signs: boolean;
  /** The name that its popup shows. */
  account: string;
  /** The scripts that it puts into each page. */
  scripts: readonly string[];
}

/** What the function below finds when it runs in a page of Facet. */
declare const chrome: {
  scripting: { getRegisteredContentScripts(): Promise<{ js?: string[] }[]> };
};

/** Starts one of the controls. */
export async function startControl(name: ControlName, desk: Desk): Promise<Arm> {
  const folder = await buildControl(name);
  const browser = await startUnwatched([folder]);
  await browser.show(desk.toUrl(name));
  const signs = name !== 'echo';
  const pubkey = signs ? LIMIT_PUBKEY : PUBKEY;
  return { name, browser, folder, pubkey, signs, account: NAME, scripts: CONTROL_SCRIPTS };
}

/** Starts an unlocked Facet with so many accounts, in which rules allow all that the page will ask. */
export async function startFacet(name: ArmName, count: number, desk: Desk, relayUrl: string): Promise<Arm> {
  const browser = await startUnwatched([EXTENSION]);
  const own = await browser.open(`${toOrigin(EXTENSION)}manifest.json`);
  const ui = toUi(own);
  await ui.createVault(PASSWORD);
  await ui.setRelays([relayUrl]);
  await ui.importAccounts(
    toKeyList(count),
    Array.from({ length: count }, (_, line) => line),
  );
  await ui.setToured(true); // first steps are there for one popup, and not for those after it
  const { accounts, current: pubkey = '' } = await ui.getSnapshot();
  const { origin } = new URL(desk.toUrl(name));
  const rule = { pubkey, origin, effect: 'allow', lasts: 'always' } as const;
  await ui.saveRule({ ...rule, method: 'connect' });
  await ui.saveRule({ ...rule, method: 'signEvent', kind: 1 });
  await ui.saveRule({ ...rule, method: 'nip44.encrypt', peer: peer.pubkey });
  await ui.saveRule({ ...rule, method: 'nip44.decrypt', peer: peer.pubkey });
  const scripts = await own.evaluate(async () =>
    (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ js = [] }) => js),
  );
  await browser.show(desk.toUrl(name));
  await browser.closePages(EXTENSION);
  const account = accounts.find((each) => each.pubkey === pubkey)?.name ?? '';
  return { name, browser, folder: EXTENSION, pubkey, signs: true, account, scripts };
}
