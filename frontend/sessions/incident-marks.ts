import type { Incident } from '../../domain/incidents/incident.ts';
import type { TimelineItem } from '../../domain/timeline.ts';

/** Where an incident lies on the timeline. */
export interface IncidentMark {
  incident: Incident;
  /** Indexes of its first and last frame; of one that lasts, the last there is. */
  first: number;
  last: number;
  /** Incidents at the same time stand one below the other: from 0. */
  lane: number;
}

/** More lanes than this are not drawn: what lies below goes into the last. */
export const MAX_LANES = 3;

/** The incidents in the order of their beginnings; those whose frames are not loaded yet are left out. */
export function markIncidents(incidents: readonly Incident[], items: readonly TimelineItem[]): IncidentMark[] {
  const laneEnds: number[] = [];
  const placed = incidents
    .flatMap((incident) => {
      const first = indexOfSequence(items, incident.frames[0]?.sequence);
      if (first < 0) return [];
      const cited = indexOfSequence(items, incident.frames.at(-1)?.sequence);
      return [{ incident, first, last: incident.endedAt === null || cited < 0 ? items.length - 1 : cited }];
    })
    .sort((a, b) => a.first - b.first || b.last - a.last);
  return placed.map((mark) => {
    const free = laneEnds.findIndex((end) => end < mark.first);
    const lane = Math.min(free < 0 ? laneEnds.length : free, MAX_LANES - 1);
    laneEnds[lane] = Math.max(laneEnds[lane] ?? -1, mark.last);
    return { ...mark, lane };
  });
}

/** Index of a verdict's item; -1 where it is not there. */
export function indexOfSequence(items: readonly TimelineItem[], sequence: number | undefined): number {
  if (sequence === undefined) return -1;
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = items[middle]?.sequence ?? 0;
    if (found === sequence) return middle;
    if (found < sequence) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
