/** A security key that exists only in the browser (CDP WebAuthn), as one page sees it. */
import type { Page } from '@playwright/test';

export interface Authenticator {
  /** How many credentials it holds. */
  count(): Promise<number>;
  /** From now on somebody else holds it, whom it does not verify. */
  refuse(): Promise<void>;
  remove(): Promise<void>;
}

/** Plugs one in; `prf`: it can make secrets. */
export async function addAuthenticator(page: Page, { prf }: { prf: boolean }): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: prf,
    },
  });
  return {
    count: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    refuse: async () => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    },
    remove: async () => {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
      await session.detach();
    },
  };
}
