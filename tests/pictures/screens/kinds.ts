import { KIND_EVENTS, toDraft } from '../../fixtures/kinds.ts';
import { NOW } from '../fixtures.ts';
import type { Screen } from '../screen.ts';
import { prompt, sign } from './prompt.ts';

/** The prompt for one realistic event of each kind that people meet. */
export const screens: Screen[] = KIND_EVENTS.map((fixture) =>
  prompt(`kind-${fixture.kind}-${fixture.sentence}`, [sign(toDraft(fixture, NOW / 1_000))]),
);
