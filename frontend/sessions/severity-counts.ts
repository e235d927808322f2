import type { Incident, Severity } from '../../domain/incidents/incident.ts';

/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/** How many incidents there are of each severity, the gravest first; without those of which there are none. An incident that stands for several counts as them. */
export function severityCounts(incidents: readonly Incident[]): { severity: Severity; count: number }[] {
  return SEVERITIES.map((severity) => ({
    severity,
    count: incidents.filter((incident) => incident.severity === severity).reduce((count, { mergedCount = 1 }) => count + mergedCount, 0),
  })).filter(({ count }) => count > 0);
}

/** The gravest first, of equals the newest: what an overview shows of many. */
export function gravestFirst(incidents: readonly Incident[]): Incident[] {
  return incidents.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.startedAt.localeCompare(a.startedAt));
}
