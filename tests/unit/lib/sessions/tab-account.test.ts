import { describe, expect, it } from 'vitest';
import { decideTabAccount } from '#lib/sessions/tab-account';

const HELD = ['ada', 'bob', 'eve', 'zoe'];
const isHeld = (pubkey: string) => HELD.includes(pubkey);

/**
 * tab, container, site, current → what the page gets, and why. An account that is held has its name; `gone` was
 * logged out, `-` was never chosen. Written out, so that the table is not made by what it tests.
 */
const TABLE = `
-    -    -    -    → - current
-    -    -    zoe  → zoe current
-    -    -    gone → - current
-    -    eve  -    → eve site
-    -    eve  zoe  → eve site
-    -    eve  gone → eve site
-    -    gone -    → - current
-    -    gone zoe  → zoe current
-    -    gone gone → - current
-    bob  -    -    → bob container
-    bob  -    zoe  → bob container
-    bob  -    gone → bob container
-    bob  eve  -    → bob container
-    bob  eve  zoe  → bob container
-    bob  eve  gone → bob container
-    bob  gone -    → bob container
-    bob  gone zoe  → bob container
-    bob  gone gone → bob container
-    gone -    -    → - current
-    gone -    zoe  → zoe current
-    gone -    gone → - current
-    gone eve  -    → eve site
-    gone eve  zoe  → eve site
-    gone eve  gone → eve site
-    gone gone -    → - current
-    gone gone zoe  → zoe current
-    gone gone gone → - current
ada  -    -    -    → ada tab
ada  -    -    zoe  → ada tab
ada  -    -    gone → ada tab
ada  -    eve  -    → ada tab
ada  -    eve  zoe  → ada tab
ada  -    eve  gone → ada tab
ada  -    gone -    → ada tab
ada  -    gone zoe  → ada tab
ada  -    gone gone → ada tab
ada  bob  -    -    → ada tab
ada  bob  -    zoe  → ada tab
ada  bob  -    gone → ada tab
ada  bob  eve  -    → ada tab
ada  bob  eve  zoe  → ada tab
ada  bob  eve  gone → ada tab
ada  bob  gone -    → ada tab
ada  bob  gone zoe  → ada tab
ada  bob  gone gone → ada tab
ada  gone -    -    → ada tab
ada  gone -    zoe  → ada tab
ada  gone -    gone → ada tab
ada  gone eve  -    → ada tab
ada  gone eve  zoe  → ada tab
ada  gone eve  gone → ada tab
ada  gone gone -    → ada tab
ada  gone gone zoe  → ada tab
ada  gone gone gone → ada tab
gone -    -    -    → - current
gone -    -    zoe  → zoe current
gone -    -    gone → - current
gone -    eve  -    → eve site
gone -    eve  zoe  → eve site
gone -    eve  gone → eve site
gone -    gone -    → - current
gone -    gone zoe  → zoe current
gone -    gone gone → - current
gone bob  -    -    → bob container
gone bob  -    zoe  → bob container
gone bob  -    gone → bob container
gone bob  eve  -    → bob container
gone bob  eve  zoe  → bob container
gone bob  eve  gone → bob container
gone bob  gone -    → bob container
gone bob  gone zoe  → bob container
gone bob  gone gone → bob container
gone gone -    -    → - current
gone gone -    zoe  → zoe current
gone gone -    gone → - current
gone gone eve  -    → eve site
gone gone eve  zoe  → eve site
gone gone eve  gone → eve site
gone gone gone -    → - current
gone gone gone zoe  → zoe current
gone gone gone gone → - current
`;

const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.split(/[ →]+/) as [string, string, string, string, string, string]);
const orNone = (pubkey: string) => (pubkey === '-' ? undefined : pubkey);

describe('the account of a tab', () => {
  it.each(rows)(
    'chosen for the tab %s, the container %s, the site %s, current %s: %s because of the %s',
    (tab, container, site, current, pubkey, reason) => {
      const chosen = {
        tab: orNone(tab),
        container: orNone(container),
        site: orNone(site),
        current: orNone(current),
      };
      expect(decideTabAccount(chosen, isHeld)).toEqual({ pubkey: orNone(pubkey), reason });
    },
  );

  it('is decided for every combination, and for nobody while locked, when no account is held', () => {
    expect(new Set(rows.map((row) => row.slice(0, 4).join(' '))).size).toBe(81);
    for (const [tab, container, site, current] of rows) {
      const nobody = { pubkey: undefined, reason: 'current' };
      expect(decideTabAccount({ tab, container, site, current }, () => false)).toEqual(nobody);
    }
  });
});
