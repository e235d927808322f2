import type { State } from './state-schema.ts';

/** What the schema cannot say about Retry, Catch and the fields of Wait; the problems found. */
export function checkHandlers(state: State, location: string): string[] {
  const problems: string[] = [];
  if ('Retry' in state || 'Catch' in state) {
    for (const [field, handlers] of [['Retry', state.Retry], ['Catch', state.Catch]] as const) {
      for (const [index, handler] of (handlers ?? []).entries()) {
        if (!handler.ErrorEquals.includes('States.ALL')) continue;
        const last = index === (handlers ?? []).length - 1;
        if (!last || handler.ErrorEquals.length > 1) problems.push(`States.ALL must appear alone and at end of list at ${location}/${field}[${index}]/ErrorEquals`);
      }
    }
    for (const [index, retrier] of (state.Retry ?? []).entries()) {
      if (retrier.MaxDelaySeconds !== undefined && retrier.MaxDelaySeconds <= (retrier.IntervalSeconds ?? 1)) {
        problems.push(`MaxDelaySeconds must be greater than IntervalSeconds at ${location}/Retry[${index}]/MaxDelaySeconds`);
      }
    }
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    problems.push(`A Wait state has exactly one of Seconds and Timestamp at ${location}`);
  }
  return problems;
}
