import type { HistoryEvent } from '../../../domain/history.ts';
import clear from './histories/clear.json' with { type: 'json' };
import failed from './histories/failed.json' with { type: 'json' };
import refusedRegistration from './histories/refused-registration.json' with { type: 'json' };
import throttledBranch from './histories/throttled-branch.json' with { type: 'json' };

/**
 * Histories of executions of this product as its API told them on 2026-11-21, with long values shortened: of a frame that is all clear; of one during which
 * DetectFaces throttled; of one during which DynamoDB failed; and of a registration whose photo showed no face.
 */
export const HISTORIES: Readonly<Record<'clear' | 'throttledBranch' | 'failed' | 'refusedRegistration', HistoryEvent[]>> = { clear, throttledBranch, failed, refusedRegistration };

/** Events as short as can be, a millisecond apart: the number of the one before, the type, and the state's name. */
export function eventsOf(...events: [previousEventId: number, type: string, name?: string][]): HistoryEvent[] {
  return events.map(([previousEventId, type, name], index) => ({
    id: index + 1,
    previousEventId,
    type,
    timestamp: new Date(index).toISOString(),
    ...(name === undefined ? {} : { [type.endsWith('Exited') ? 'stateExitedEventDetails' : 'stateEnteredEventDetails']: { name } }),
  }));
}
