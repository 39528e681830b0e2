/** One picture to take: which page, what the worker would say, and what is done before the shot. */
import type { Page } from '@playwright/test';
import type { ErrorReply } from '../../lib/rpc/errors.ts';
import type { PromptView } from '../../lib/rpc/prompt.ts';
import type { Snapshot, TabView } from '../../lib/rpc/snapshot.ts';

export interface Screen {
  name: string;
  /** File of the built extension, with query and hash: `popup.html?tab=7`. */
  path: string;
  size: [width: number, height: number];
  /** What the worker broadcasts; absent: it never answers. */
  snapshot?: Snapshot;
  tab?: TabView;
  prompts?: PromptView[];
  /** Answers of single methods, instead of the above; null: there is none yet. */
  results?: Record<string, unknown>;
  errors?: Record<string, ErrorReply>;
  /** False: the browser keeps the content script from websites. */
  siteAccess?: boolean;
  dir?: 'ltr' | 'rtl';
  /** Words 35 % longer, as other languages have them. */
  long?: boolean;
  act?: (page: Page) => Promise<void>;
}
