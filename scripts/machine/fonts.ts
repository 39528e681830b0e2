/**
 * Fonts for every language that Facet speaks, for pictures alone: Noto, unpacked from Debian packages into .browsers/fonts. What
 * is installed is left as it is, and is not used, so that pictures look the same wherever they are made.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toUnpackedRoot, unpackPackages } from './packages.ts';
import { unpackedFolder } from './unpacked.ts';

const PACKAGES = ['fonts-noto-core', 'fonts-noto-mono', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

const folder = join(unpackedFolder, 'fonts');
const config = join(folder, 'fonts.conf');

/** The same characters are drawn in another way for each of these; one font has them all under four names. */
const HAN = { ja: 'JP', ko: 'KR', 'zh-cn': 'SC', 'zh-tw': 'TC' };

const toRule = (test: string, value: string, font: string) =>
  `<match target="pattern"><test name="${test}" compare="contains"><string>${value}</string></test>
    <edit name="family" mode="append" binding="strong"><string>${font}</string></edit></match>`;

/** As fontconfig reads it. */
const CONFIG = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(toUnpackedRoot(folder), 'usr/share/fonts')}</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
  ${toRule('family', 'monospace', 'Noto Sans Mono')}
  ${Object.entries(HAN)
    .map(([language, face]) => toRule('lang', language, `Noto Sans CJK ${face}`))
    .join('\n  ')}
  <match target="pattern">
    <edit name="family" mode="append_last"><string>Noto Sans</string></edit>
  </match>
</fontconfig>
`;

/**
 * Environment variables under which a browser knows these fonts and no others; they are got first where they are missing. None where
 * that does not work, as without Debian's packages: the system has its own then, and what it lacks is seen in the pictures.
 */
export async function ensureFonts(): Promise<{ FONTCONFIG_FILE?: string }> {
  if (!existsSync(config)) {
    console.log('▸ Getting fonts for all languages (Debian packages, unpacked into .browsers)…');
    mkdirSync(folder, { recursive: true });
    const { ok, output } = await unpackPackages(folder, PACKAGES);
    if (!ok) {
      console.log(`  That did not work; the system's own are used: ${output.trim()}`);
      return {};
    }
  }
  writeFileSync(config, CONFIG); // last, so that what was cut off begins again
  return { FONTCONFIG_FILE: config };
}
