import { describe, expect, it } from 'vitest';
import type { UserManifest, UserManifestFn } from 'wxt';
import config from '../../../wxt.config';

const toManifest = (browser: string): UserManifest =>
  (config.manifest as UserManifestFn)({
    browser,
    manifestVersion: 3,
    mode: 'production',
    command: 'build',
  });

describe.each(['chrome', 'edge', 'firefox'])('the manifest for %s', (browser) => {
  const manifest = toManifest(browser);

  it('asks for exactly the permissions of the security document', () => {
    const everywhere = ['storage', 'unlimitedStorage', 'alarms', 'idle', 'contextMenus', 'scripting'];
    expect(manifest.permissions).toEqual(browser === 'firefox' ? everywhere : [...everywhere, 'sidePanel']);
    expect(manifest.host_permissions).toEqual([
      'https://*/*',
      'http://localhost/*',
      'http://127.0.0.1/*',
      'http://[::1]/*',
      'http://*.localhost/*',
    ]);
    expect(manifest).not.toHaveProperty('content_scripts'); // those could not be kept away from a site
    expect(manifest).not.toHaveProperty('optional_permissions');
    expect(manifest).not.toHaveProperty('optional_host_permissions');
  });

  it('gives websites and other extensions no way in', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
  });

  it('lets its pages run nothing but its own scripts', () => {
    const { extension_pages: policy } = manifest.content_security_policy as { extension_pages: string };
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval'(;|$)/);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/'unsafe-(eval|inline)'/);
    expect(policy).toMatch(/trusted-types facet-later$/);
  });
});

it('the manifest for Firefox is for Android too, and for no version that cannot read what it says about data', () => {
  const { gecko, gecko_android: android } = toManifest('firefox').browser_specific_settings ?? {};
  expect(gecko?.data_collection_permissions).toEqual({ required: ['none'] });
  expect(Number.parseInt(gecko?.strict_min_version ?? '')).toBeGreaterThanOrEqual(140);
  expect(Number.parseInt(android?.strict_min_version ?? '')).toBeGreaterThanOrEqual(142);
});
