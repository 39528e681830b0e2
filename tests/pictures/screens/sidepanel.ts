import { bareSnapshot, crowd, damusTab, fakeSnapshot } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const panel = (name: string, more: Partial<Screen>): Screen => ({
  name: `sidepanel-${name}`,
  path: 'sidepanel.html',
  size: [320, 900],
  snapshot: fakeSnapshot(),
  tab: damusTab,
  ...more,
});

export const screens: Screen[] = [
  panel('narrow', {}),
  panel('narrow-rtl', { dir: 'rtl', long: true }),
  panel('wide', { size: [640, 900] }),
  panel('crowd', {
    snapshot: fakeSnapshot({ accounts: crowd, current: crowd[2]!.pubkey }),
    size: [420, 1000],
  }),
  panel('locked', { snapshot: bareSnapshot('locked') }),
];
