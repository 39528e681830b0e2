/**
 * What a Chromium that is driven by Playwright does without. The switch is read once, the last one counts: so this is
 * what Playwright itself turns off, and more.
 */

/** As in Playwright, without what is of Edge alone. */
const BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Two hidden pages behind the address bar of each window, which cost a fifth of what a short test does. */
const HIDDEN_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

export const WITHOUT_FEATURES = `--disable-features=${[...BY_PLAYWRIGHT, ...HIDDEN_PAGES].join(',')}`;
