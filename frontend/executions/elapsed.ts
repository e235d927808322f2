/** A text of the locales: its key below `executions.elapsed`, and what is filled in. */
export interface ElapsedText {
  key: 'ms' | 's' | 'min';
  values: { count: number; rest: number };
}

/** A time span in the largest unit that keeps two or three digits: `546 ms`, `2.13 s`, `1 min 20 s`. */
export function elapsedText(durationMs: number): ElapsedText {
  if (durationMs < 1_000) return { key: 'ms', values: { count: Math.round(durationMs), rest: 0 } };
  const seconds = Math.round(durationMs / 10) / 100;
  if (seconds < 60) return { key: 's', values: { count: seconds < 10 ? seconds : Math.round(seconds * 10) / 10, rest: 0 } };
  const whole = Math.round(durationMs / 1_000);
  return { key: 'min', values: { count: Math.floor(whole / 60), rest: whole % 60 } };
}
