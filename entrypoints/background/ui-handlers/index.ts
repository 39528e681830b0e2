/** What Facet's own pages may ask: one short function per method of `uiApi`, a file per subject. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import { createAccountHandlers } from './accounts';
import { createActivityHandlers } from './activity';
import { createAppearanceHandlers } from './appearance';
import { createBackupHandlers } from './backup';
import type { UiCaller } from './command';
import { createDiagnosisHandlers } from './diagnosis';
import { createHistoryHandlers } from './history';
import { createImportHandlers } from './imports';
import { createLinkHandlers } from './links';
import { createPictureHandlers } from './pictures';
import { createPromptHandlers } from './prompts';
import { createPublishingHandlers } from './publishing';
import { createReplacingHandlers } from './replacing';
import { createRelayHandlers } from './relays';
import { createRemoteHandlers } from './remotes';
import { createRuleHandlers } from './rules';
import { createSignInHandlers } from './sign-ins';
import { createSiteHandlers } from './sites';
import { createStepUpHandlers } from './step-up';
import { createSwitchHandlers } from './switching';
import { createTourHandlers } from './tour';
import { createVaultHandlers } from './vault';

export type { UiCaller } from './command';

export function createUiHandlers(rooms: Rooms): Handlers<UiApi, UiCaller> {
  const switching = createSwitchHandlers(rooms);
  return {
    getSnapshot: () => rooms.publisher.snapshot(),
    ...createVaultHandlers(rooms),
    ...createAccountHandlers(rooms),
    ...createRemoteHandlers(rooms),
    ...createBackupHandlers(rooms),
    ...createImportHandlers(rooms),
    ...switching,
    ...createDiagnosisHandlers(rooms, switching.getTab),
    ...createSiteHandlers(rooms),
    ...createRuleHandlers(rooms),
    ...createLinkHandlers(rooms),
    ...createAppearanceHandlers(rooms),
    ...createStepUpHandlers(rooms),
    ...createPictureHandlers(rooms),
    ...createTourHandlers(rooms),
    ...createPromptHandlers(rooms),
    ...createPublishingHandlers(rooms),
    ...createSignInHandlers(rooms),
    ...createReplacingHandlers(rooms),
    ...createRelayHandlers(rooms),
    ...createHistoryHandlers(rooms),
    ...createActivityHandlers(rooms),
  };
}
