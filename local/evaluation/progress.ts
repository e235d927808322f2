/** Told how far a step is. */
export type OnProgress = (step: string, done: number, total: number) => void;

const REDRAW_MS = 200;
/** Without a terminal a line is not drawn again but followed by the next. */
const LINES_PER_STEP = 4;

/**
 * Writes progress for a person: one line that changes on a terminal, a few lines elsewhere.
 *
 * @param nowMs a clock that never goes back
 */
export function progressWriter(write: (text: string) => void, isTerminal: boolean, nowMs: () => number): OnProgress {
  let drawnAtMs = -Infinity;
  return (step, done, total) => {
    const line = `${step}: ${done} of ${total}`;
    if (!isTerminal) {
      if (done === total || done % Math.ceil(total / LINES_PER_STEP) === 0) write(`${line}\n`);
      return;
    }
    if (done < total && nowMs() - drawnAtMs < REDRAW_MS) return;
    drawnAtMs = nowMs();
    // The rest of the line before is cleared.
    write(`\r\u001b[K${line}${done === total ? '\n' : ''}`);
  };
}
