import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { expect, test } from '../test';
import { isVerified } from '../window-nostr';
import { launchFirefox } from './firefox';

test('probe', async ({ relay, demo }) => {
  const { alice, ines } = people;
  const facet = await launchFirefox();
  try {
    const lap = ((t) => (what: string) => console.log(what, Date.now() - t))(Date.now());
    await facet.ui.createVault(PASSWORD); lap('vault');
    await facet.ui.setRelays([relay.url]);
    await facet.ui.addSecretKey(alice.nsec);
    await facet.ui.addSecretKey(ines.hex); lap('accounts');
    const { page, tabId } = await facet.visit(`${demo.url}plain.html`);
    let key = Promise.resolve('');
    const prompt = await facet.prompted(() => key = page.evaluate(() => window.nostr.getPublicKey())); lap('prompt');
    await prompt.allow(); lap('allowed');
    console.log(await key);
    await facet.promptCloses(); lap('closed');
    console.log(await facet.ui.getTab(tabId));
    let s;
    const p2 = await facet.prompted(() => s = page.evaluate(() => window.nostr.signEvent({ kind: 1, content: 'x', tags: [] })));
    console.log(await p2.text);
    await p2.allow();
    console.log(isVerified(await s)); lap('signed');
    const popup = await facet.popup(tabId);
    await expect.poll(() => popup.text).toContain('Ines');
    console.log(await popup.text);
    await popup.switchTo('Alice Moreau', 'This site'); lap('switched');
    await popup.lock(); lap('locked'); 
    await popup.unlock(PASSWORD);
    await expect.poll(() => popup.text).toContain('Ines'); lap('unlocked'); 
    // icon, permissions, sender
    console.log(await facet.caller.evaluate(async () => { const b = (globalThis as any).browser; return [await b.action.getTitle({}), await b.action.getBadgeText({}), await b.storage.session.get(null).then(Object.keys)]; }));
    console.log(await facet.caller.evaluate(async () => { const b = (globalThis as any).browser; return [await b.permissions.remove({origins:['https://*/*','http://localhost/*','http://127.0.0.1/*','http://[::1]/*','http://*.localhost/*']}).catch(String), await b.permissions.getAll()]; }));
    await popup.page.bringToFront();
    console.log(await popup.text);
    await popup.press('button', 'Allow access').catch(e => console.log(e.message)); 
    console.log(await facet.caller.evaluate(async () => { const b = (globalThis as any).browser; return [await b.permissions.getAll()]; }));
  } finally {
    await facet.close();
  }
});
