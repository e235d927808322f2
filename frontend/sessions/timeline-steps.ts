import type { TimelineItem } from '../../domain/timeline.ts';
import type { IncidentMark } from './incident-marks.ts';

/** Where a person can go from a frame. */
export type TimelineStep = 'previous' | 'next' | 'pageBack' | 'pageForward' | 'first' | 'last' | 'previousIncident' | 'nextIncident' | 'previousFlagged' | 'nextFlagged';

export interface StepContext {
  items: readonly TimelineItem[];
  marks: readonly IncidentMark[];
  /** Of the frame to go from. */
  index: number;
  /** Frames that a page holds. */
  pageLength: number;
}

/** Index of the frame that a step leads to; the same where there is nowhere to go. */
export function takeStep(step: TimelineStep, { items, marks, index, pageLength }: StepContext): number {
  const last = items.length - 1;
  const clamp = (wanted: number): number => Math.max(0, Math.min(last, wanted));
  switch (step) {
    case 'previous':
      return clamp(index - 1);
    case 'next':
      return clamp(index + 1);
    case 'pageBack':
      return clamp(index - pageLength);
    case 'pageForward':
      return clamp(index + pageLength);
    case 'first':
      return clamp(0);
    case 'last':
      return clamp(last);
    case 'previousIncident':
      return marks.findLast(({ first }) => first < index)?.first ?? index;
    case 'nextIncident':
      return marks.find(({ first }) => first > index)?.first ?? index;
    case 'previousFlagged':
      return found(items.findLastIndex(({ decision }, at) => at < index && decision === 'flagged'), index);
    case 'nextFlagged':
      return found(items.findIndex(({ decision }, at) => at > index && decision === 'flagged'), index);
  }
}

function found(at: number, otherwise: number): number {
  return at < 0 ? otherwise : at;
}

/** The step that a key stands for, as sliders and lists have it; letters go to what is worth a look. Null for other keys. */
export function stepOfKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): TimelineStep | null {
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return 'previous';
    case 'ArrowRight':
    case 'ArrowDown':
      return 'next';
    case 'PageUp':
      return 'pageBack';
    case 'PageDown':
      return 'pageForward';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'i':
    case 'I':
      return shiftKey ? 'previousIncident' : 'nextIncident';
    case 'f':
    case 'F':
      return shiftKey ? 'previousFlagged' : 'nextFlagged';
    default:
      return null;
  }
}
