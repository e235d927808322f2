/** What this tab was doing, for when it is reloaded: a hint alone. Whether the exam is still open, the server says. */
export interface ExamMarker {
  /** Whose exam it is: whoever signs in next in this tab has nothing to do with it. */
  sub: string;
  sessionId: string;
  /** What the candidate calls it. */
  examId: string;
  /** Its end was asked for, and not answered yet. */
  ending: boolean;
}

const STORAGE_KEY = 'invigil.exam';

/** What the person with this `sub` was doing; null where that was nothing, or somebody else did it. */
export function readExamMarker(storage: Pick<Storage, 'getItem'>, sub: string): ExamMarker | null {
  const marker = parse(storage.getItem(STORAGE_KEY));
  if (marker?.sub !== sub || typeof marker.sessionId !== 'string' || typeof marker.examId !== 'string') return null;
  return { sub, sessionId: marker.sessionId, examId: marker.examId, ending: marker.ending === true };
}

/** Null forgets it. */
export function writeExamMarker(storage: Pick<Storage, 'setItem' | 'removeItem'>, marker: ExamMarker | null): void {
  if (marker === null) storage.removeItem(STORAGE_KEY);
  else storage.setItem(STORAGE_KEY, JSON.stringify(marker));
}

function parse(text: string | null): Partial<Record<keyof ExamMarker, unknown>> | null {
  try {
    return JSON.parse(text ?? 'null') as Partial<Record<keyof ExamMarker, unknown>> | null;
  } catch {
    return null;
  }
}
