/** What is refused or fails: its line says why, and by which rule. */
import type { EventTemplate } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { PASSWORD } from './facet';
import { ActivityPage, connect } from './pages/activity';
import { startHostileBunker } from './remote/hostile-bunker';
import { expect, test } from './test';
import { getPublicKey, outcome, sign } from './window-nostr';

const { alice } = people;
const like = { kind: 7, content: '+' };

test('a rule that says never', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  const { origin } = new URL(demo.url);
  await ready.ui.saveRule({
    ...{ pubkey: alice.pubkey, origin, method: 'signEvent', kind: 3 },
    ...{ effect: 'deny', lasts: 'always' },
  });
  for (let count = 0; count < 2; count += 1)
    expect(await outcome(sign(page, { kind: 3 }))).toBe('a rule of the user rejects this');
  const log = await ActivityPage.open(ready);
  const line = log.line('wanted Alice Moreau to sign 2 follow lists');
  await expect(line).toContainText(/Rule: never Follow list, set/);
  await expect(await log.details('follow lists')).toContainText(/Until you change it · since/);

  const undo = line.getByRole('button', { name: /^Undo the rule/ });
  await undo.click();
  await expect(undo).toHaveCount(0); // a request that came before would still meet the rule
  const asked = await ready.prompted(() => outcome(sign(page, { kind: 3 })));
  await asked.reject();
});

test('a site that is blocked', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  await ready.ui.blockSite(new URL(demo.url).origin, undefined, false);
  for (const draft of [{}, like, { kind: 0 }])
    expect(await outcome(sign(page, draft))).toBe('the user has blocked this site');
  expect(await outcome(getPublicKey(page))).toBe('the user has blocked this site');
  const log = await ActivityPage.open(ready);
  await expect(log.lines).toHaveCount(3);
  await expect(log.line('wanted you to sign something, 3 times')).toContainText('You blocked the site');
  await expect(log.line('asked who you are')).toContainText('You blocked the site');
});

test('what was asked when Facet was locked leaves no line, as nothing can be sealed then', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await connect(ready, `${demo.url}plain.html`);
  await sign(page, like);
  let heard: Promise<unknown> | undefined;
  await ready.prompted(() => (heard = outcome(sign(page, { kind: 3 }))));
  const log = await ActivityPage.open(ready);
  await expect(log.lines).toHaveCount(2);
  await ready.ui.lock();
  expect(await heard).toBe('Facet was locked; nothing was signed');
  await expect(log.page.getByText('signed a like')).toHaveCount(0);
  await ready.ui.unlock(PASSWORD);
  await expect(log.line('signed a like')).toBeVisible();
  await sign(page, { kind: 1 });
  await expect(log.line('signed a note')).toBeVisible(); // it goes on, and the page hears of it
  await expect(log.lines).toHaveCount(3);
});

test('a remote signer that signs something else, or refuses', async ({ ready, relay, demo }) => {
  const bunker = await startHostileBunker(relay.url);
  await ready.ui.connectBunker(bunker.url, ['sign_event']);
  await ready.ui.addRemote('Eve');
  const page = await connect(ready, `${demo.url}plain.html`);
  bunker.lie = ({ method, params }) => {
    if (method !== 'sign_event') return undefined;
    const template = JSON.parse(params[0] ?? '') as EventTemplate;
    return { result: JSON.stringify(bunker.sign({ ...template, content: 'else' })) };
  };
  expect(await outcome(sign(page))).toContain('did not return the event');
  bunker.lie = () => ({ result: '', error: 'no' });
  expect(await outcome(sign(page, like))).toBe('the remote signer refused this');
  let refused: Promise<unknown> | undefined;
  const prompt = await ready.prompted(() => (refused = outcome(sign(page, { kind: 9_734 }))));
  await prompt.allow();
  expect(await refused).toBe('the remote signer refused this');
  bunker.stop();
  const log = await ActivityPage.open(ready);
  await expect(log.line('wanted Eve to sign a note')).toContainText('Wrong signature');
  await expect(log.line('wanted Eve to sign a like')).toContainText('Not allowed there');
  await expect(log.line('wanted Eve to sign a zap')).toContainText('Not allowed there');
  await expect(await log.details('a note')).toContainText(/Wrong signature\s*Rule: Notes, set/);
});
