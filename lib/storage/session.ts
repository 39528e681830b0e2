/**
 * Everything Facet keeps in `storage.session`: memory only, gone with the browser, out of reach of web pages
 * and content scripts. It survives the worker's death.
 */
import type { Deadline } from '../rpc/deadline';
import type { PromptAnswer } from '../rpc/prompt';
import type { Holds } from '../rpc/property';
import type { Snapshot } from '../rpc/snapshot';
import type { Choices } from './state';
import { sessionItem } from './session-item';

/** The last snapshot while unlocked, so that a page has something to show before the worker is awake. */
export const snapshotItem = sessionItem<Snapshot>('snapshot', { isForPages: true });

/** Until when that may be shown: the vault's deadline, without its key. Absent: not at all. */
export const deadlineItem = sessionItem<Deadline>('deadline', { isForPages: true });

/** What is known of a tab whose page has spoken to Facet. */
export interface StoredTab {
  origin: string;
  documentId: string;
  /** Chosen for this tab alone. */
  pubkey?: string;
  /** Last told to this document. */
  told?: string;
  /** Whom this document may have believed before it was first told: what it asked for until then was meant as that one. */
  untold?: string;
  /** What this document itself said it had heard when the person said whom it means: that word is settled. */
  settled?: string;
  /** What earlier documents of this tab were told, by origin: one that comes back may have kept it in sessionStorage. */
  toldBefore?: Record<string, string>;
  /** This document hears `accountChanged`. */
  listens?: boolean;
  /** Who holds `window.nostr` in this document; absent: Facet, and no other signer was found. */
  holds?: Holds;
  /** The Firefox container that the tab is in. */
  container?: string;
  isPrivate?: true;
}

export const tabsItem = sessionItem<Record<number, StoredTab>>('tabs');

/** What the toolbar button of each tab shows, by a name for it: the button outlives the worker that drew it. */
export const buttonsItem = sessionItem<Record<number, string>>('buttons');

/** What was chosen in private windows while one is open: never on disk, and gone with the last of them. */
export const privateChoicesItem = sessionItem<Choices>('privateChoices');

/** The window with the waiting requests; a tab alone where the browser has no windows. `shown`: which of them it has shown. */
export const promptWindowItem = sessionItem<{
  windowId?: number;
  tabId: number;
  shown?: readonly string[];
}>('promptWindow');

/** Websites whose requests the person put off until later. */
export const postponedItem = sessionItem<string[]>('postponed');

/** Answers given in the last minute, by request. */
export type StoredAnswers = Record<string, { digest: string; answer: PromptAnswer; until: number }>;

/** If the worker died before it replied, nobody is asked twice. */
export const answersItem = sessionItem<StoredAnswers>('answers');
