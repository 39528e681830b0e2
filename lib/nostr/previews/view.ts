import type { EventTemplate } from '../event';
import type { Fact } from './fact';
import type { SentenceKey } from './sentences';

/** What a kind alone knows of its events; what all kinds share is added to it. */
export interface View {
  /** Absent: the one of the kind. */
  sentence?: SentenceKey;
  /** What it is called, above the text. */
  title?: string | undefined;
  /** What to read; absent: the content; empty: nothing. */
  text?: string;
  facts: Fact[];
  /** Its people and topics are entries that `facts` shows already. */
  isList?: true;
}

/** How a kind shows its events; never throws, whatever is in them. */
export type ToView = (event: EventTemplate) => View;
