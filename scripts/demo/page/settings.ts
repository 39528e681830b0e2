/** What the server tells the page. */
export interface Settings {
  relayUrl: string;
  people: { name: string; pubkey: string }[];
}

/** The settings of this demo; `?relay=ws://…` in the address names another relay. */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch('/settings.json');
  const settings = (await response.json()) as Settings;
  const relayUrl = new URLSearchParams(location.search).get('relay') ?? settings.relayUrl;
  return { ...settings, relayUrl };
}
