import type { TimelineItem } from '../../../domain/timeline.ts';

/** A session's verdicts in a line each, by sequence. */
export interface Timeline {
  /** A page of some thousand. A verdict that was recorded a moment ago may be missing yet. */
  page(sessionId: string, cursor: string | null): Promise<{ items: TimelineItem[]; nextCursor: string | null }>;
}
