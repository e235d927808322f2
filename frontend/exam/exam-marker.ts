/** What this tab was doing, for when it is reloaded: a hint alone. Whether the exam is still open, the server says. */
export interface ExamMarker {
  sessionId: string;
  /** Its end was asked for, and not answered yet. */
  ending: boolean;
}

const STORAGE_KEY = 'invigil.exam';

export function readExamMarker(storage: Pick<Storage, 'getItem'>): ExamMarker | null {
  const [sessionId, ending] = storage.getItem(STORAGE_KEY)?.split(' ') ?? [];
  return sessionId === undefined || sessionId === '' ? null : { sessionId, ending: ending === 'ending' };
}

/** Null forgets it. */
export function writeExamMarker(storage: Pick<Storage, 'setItem' | 'removeItem'>, marker: ExamMarker | null): void {
  if (marker === null) storage.removeItem(STORAGE_KEY);
  else storage.setItem(STORAGE_KEY, `${marker.sessionId} ${marker.ending ? 'ending' : 'open'}`);
}
