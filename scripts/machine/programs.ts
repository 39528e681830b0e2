/** A program that Facet's scripts need but npm does not bring. */
export interface Program {
  /** For people. */
  label: string;
  /** Environment variable that names another executable. */
  variable: string;
  /** Names on the PATH, best first. */
  names: string[];
  /** The Debian package that brings it. */
  debian: string;
  /** A call that does nothing but succeed. */
  probe: string[];
}

export const programs = {
  chromium: {
    label: 'Chromium',
    variable: 'FACET_CHROMIUM',
    names: ['chromium', 'chromium-browser'],
    debian: 'chromium',
    probe: ['--version'],
  },
  firefox: {
    label: 'Firefox',
    variable: 'FACET_FIREFOX',
    names: ['firefox-esr', 'firefox'],
    debian: 'firefox-esr',
    probe: ['--version'],
  },
  xvfb: { label: 'Xvfb', variable: 'FACET_XVFB', names: ['Xvfb'], debian: 'xvfb', probe: ['-help'] },
  openbox: {
    label: 'Openbox',
    variable: 'FACET_OPENBOX',
    names: ['openbox'],
    debian: 'openbox',
    probe: ['--version'],
  },
  xdotool: {
    label: 'xdotool',
    variable: 'FACET_XDOTOOL',
    names: ['xdotool'],
    debian: 'xdotool',
    probe: ['-v'],
  },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;
