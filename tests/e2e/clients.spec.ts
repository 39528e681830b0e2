import { startDemo } from '../../scripts/demo/demo';
import { people } from '../../scripts/demo/people';
import { bundleClients } from './clients/bundle';
import { expect, test } from './test';
import { isVerified } from './window-nostr';

const CLIENTS = ['ndk', 'nostrTools', 'applesauce', 'welshman'];

test('NDK, nostr-tools, applesauce and welshman each get a key, sign, encrypt and decrypt', async ({
  ready,
  relay,
}) => {
  const { alice, ines } = people;
  const site = await startDemo({ relayUrl: relay.url, files: { '/clients.html': await bundleClients() } });
  await ready.ui.addSecretKey(alice.nsec);
  const { page } = await ready.visit(`${site.url}clients.html`);
  await page.waitForFunction(() => 'clients' in window);

  // NDK asks who it is as soon as it has a signer
  const connect = await ready.nextPrompt();
  await connect.say('Everyday posts too');
  await connect.allow();
  for (const client of CLIENTS) {
    const run = page.evaluate(
      async ({ client, peer }) => {
        const { getPublicKey, sign, encrypt, decrypt } = window.clients[
          client
        ] as (typeof window.clients)[string];
        const results = {
          pubkey: await getPublicKey(),
          event: await sign(`by ${client}`),
          texts: [] as string[],
        };
        for (const protocol of ['nip04', 'nip44'] as const) {
          const ciphertext = await encrypt(protocol, peer, `${protocol} by ${client}`);
          results.texts.push(await decrypt(protocol, peer, ciphertext));
        }
        return results;
      },
      { client, peer: ines.pubkey },
    );
    // the first client is asked for each of the four; the hour that is granted then serves the others
    if (client === CLIENTS[0]) {
      for (let asked = 0; asked < 4; asked += 1) {
        const prompt = await ready.nextPrompt();
        await prompt.remember('Yes for 1 hour');
        await prompt.allow();
      }
    }
    const { pubkey, event, texts } = await run;
    expect(pubkey, client).toBe(alice.pubkey);
    expect(event, client).toMatchObject({ kind: 1, content: `by ${client}`, pubkey: alice.pubkey });
    expect(isVerified(event), client).toBe(true);
    expect(texts, client).toEqual([`nip04 by ${client}`, `nip44 by ${client}`]);
  }
  await site.stop();
});
