/**
 * `npm start`: a relay with people on it, a page that is a Nostr client, and a Chromium with Facet in it.
 * With a display a person takes over; without one the main job runs by itself and is told step by step.
 */
import { join } from 'node:path';
import { startDemo } from '../demo/demo.ts';
import { seed } from '../demo/seed.ts';
import { root } from '../machine/root.ts';
import { startRelay } from '../relay/relay.ts';
import { buildForDemo } from './build.ts';
import { openForPerson } from './open.ts';
import { preferPort } from './prefer-port.ts';
import { tour } from './tour.ts';

const RELAY_PORT = 7447;
const DEMO_PORT = 7448;

const { DISPLAY, WAYLAND_DISPLAY } = process.env;
const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);

try {
  const relay = await preferPort(RELAY_PORT, (port) =>
    startRelay({ port, path: join(root, '.relay/events.db') }),
  );
  await seed(relay);
  console.log(`✔ Relay at ${relay.url}`);
  console.log('▸ Building Facet…');
  const extension = await buildForDemo(relay.url);
  const demo = await preferPort(DEMO_PORT, (port) => startDemo({ relayUrl: relay.url, port }));
  console.log(`✔ Demo page at ${demo.url}`);
  if (hasDisplay) await openForPerson(extension, demo.url);
  else await tour({ extension, relay, demo });
  await Promise.all([demo.stop(), relay.stop()]);
  process.exit();
} catch (error) {
  console.error(`✘ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
