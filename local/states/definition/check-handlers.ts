import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';
import type { State } from './state-schema.ts';

/** What the schema cannot say about Retry and Catch; the problems found. */
export function checkHandlers(state: State, location: string): Problem[] {
  if (!('Retry' in state || 'Catch' in state)) return [];
  const problems: Problem[] = [];
  for (const [field, handlers = []] of [['Retry', state.Retry], ['Catch', state.Catch]] as const) {
    for (const [index, handler] of handlers.entries()) {
      if (!handler.ErrorEquals.includes('States.ALL')) continue;
      const isLast = index === handlers.length - 1;
      if (!isLast || handler.ErrorEquals.length > 1) problems.push(schemaProblem('States.ALL must appear alone and at end of list', `${location}/${field}[${index}]/ErrorEquals`));
    }
  }
  for (const [index, retrier] of (state.Retry ?? []).entries()) {
    if (retrier.MaxDelaySeconds !== undefined && retrier.MaxDelaySeconds <= (retrier.IntervalSeconds ?? 1)) {
      problems.push(schemaProblem('MaxDelaySeconds must be greater than IntervalSeconds', `${location}/Retry[${index}]/MaxDelaySeconds`));
    }
  }
  return problems;
}
