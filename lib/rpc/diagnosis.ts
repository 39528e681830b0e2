import type { ErrorCode } from './errors';
import type { TabView } from './snapshot';

/** A call of a page that failed: why, and when (ms); without a method it was none of NIP-07. */
export interface FailureView {
  at: number;
  method?: string;
  code: ErrorCode;
}

/** What can be said of Facet in one tab. */
export interface Diagnosis {
  tab: TabView;
  /** Facet's script is in the page and answers. */
  reachable: boolean;
  /** The latest first. */
  failures: FailureView[];
}
