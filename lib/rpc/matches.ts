/**
 * Where websites may use Facet, as match patterns: https, and http on loopback names. The content scripts run
 * there unless the person keeps them away, and the pages ask whether the browser lets them. `isAllowedOrigin` says the same of one origin.
 */
export const SITE_MATCHES = [
  'https://*/*',
  'http://localhost/*',
  'http://127.0.0.1/*',
  'http://[::1]/*',
  'http://*.localhost/*',
];
