import type { Incident } from '../incidents/incident.ts';

export interface IncidentDifference {
  added: Incident[];
  removed: Incident[];
  /** Those of one rule at one time, before and after: they may begin or end elsewhere. */
  keptCount: number;
}

/** What another policy makes of a session's incidents. */
export function compareIncidents(before: readonly Incident[], after: readonly Incident[]): IncidentDifference {
  const removed = [...before];
  const added: Incident[] = [];
  for (const incident of after) {
    const index = removed.findIndex((other) => other.rule === incident.rule && overlaps(other, incident));
    if (index === -1) added.push(incident);
    else removed.splice(index, 1);
  }
  return { added, removed, keptCount: before.length - removed.length };
}

function overlaps(a: Incident, b: Incident): boolean {
  return (b.endedAt === null || a.startedAt <= b.endedAt) && (a.endedAt === null || b.startedAt <= a.endedAt);
}
