/** What Facet's own pages may ask: one short function per method of `uiApi`, a file per subject. */
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { Rooms } from '../rooms';
import { createAccountHandlers } from './accounts';
import { createActivityHandlers } from './activity';
import { createBackupHandlers } from './backup';
import type { UiCaller } from './command';
import { createImportHandlers } from './imports';
import { createPromptHandlers } from './prompts';
import { createPublishingHandlers } from './publishing';
import { createRemoteHandlers } from './remotes';
import { createSiteHandlers } from './sites';
import { createStepUpHandlers } from './step-up';
import { createSwitchHandlers } from './switching';
import { createVaultHandlers } from './vault';

export type { UiCaller } from './command';

export const createUiHandlers = (rooms: Rooms): Handlers<UiApi, UiCaller> => ({
  getSnapshot: () => rooms.publisher.snapshot(),
  ...createVaultHandlers(rooms),
  ...createAccountHandlers(rooms),
  ...createRemoteHandlers(rooms),
  ...createBackupHandlers(rooms),
  ...createImportHandlers(rooms),
  ...createSwitchHandlers(rooms),
  ...createSiteHandlers(rooms),
  ...createStepUpHandlers(rooms),
  ...createPromptHandlers(rooms),
  ...createPublishingHandlers(rooms),
  ...createActivityHandlers(rooms),
});
