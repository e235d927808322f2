import type { Policy } from '../policy.ts';
import { adoptRules, beginningOfGap, countByRules } from './advance-progress.ts';
import type { Incident, IncidentRule } from './incident.ts';
import type { KeptIncident, SessionProgress } from './session-progress.ts';

/** The moment that a session is looked at, or ended; times are ISO 8601 UTC. */
export type IncidentMoment = ({ now: string } | { endedAt: string }) & {
  startedAt: string;
  /** In force at that moment: what a session without any frame is judged by. One that has frames goes by the last one's own. */
  policy: Pick<Policy, 'version' | 'maxGapMs' | 'incidentRules'>;
};

/**
 * A session's incidents, by their beginnings. To what its verdicts gave is added the frame that does not come: too long since the last one is a
 * gap, and lasts until the moment. When a session has ended, so have its incidents.
 */
export function incidentsAt(progress: SessionProgress, moment: IncidentMoment): Incident[] {
  const until = 'endedAt' in moment ? moment.endedAt : moment.now;
  const { startedAt, policy } = moment;
  const begun = progress.lastSequence > 0 ? progress : { ...progress, maxGapMs: policy.maxGapMs, rules: adoptRules([], policy.incidentRules) };
  const gapSince = beginningOfGap(begun.latestAt ?? startedAt, until, begun.maxGapMs);

  // Of the frame that is missing nothing is known but that: rules that count anything else wait for the next one.
  const waiting = begun.rules.filter(({ rule }) => rule.signals.includes('GAP'));
  const others = begun.rules.filter(({ rule }) => !rule.signals.includes('GAP'));
  const absent = { verdict: null, receivedAt: until };
  const counted =
    gapSince === null
      ? { ...begun, rules: waiting.filter(({ rule }) => !endsWithItsFrame(rule)) }
      : countByRules({ ...begun, rules: waiting, recent: [...begun.recent, { ...absent, gapSince }] }, new Set(['GAP']));
  const lasting = 'endedAt' in moment ? new Set<string | null>() : new Set([...others, ...counted.rules].map(({ openIncidentId }) => openIncidentId));
  return counted.incidents
    .map((incident) => toIncident(incident, lasting.has(incident.incidentId)))
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : Number(a.startedAt > b.startedAt)));
}

/** A gap is over when its frame comes, although the rule counts on to see whether the next one is late too. */
function endsWithItsFrame({ signals, frames }: IncidentRule): boolean {
  return frames === 1 && signals.every((signal) => signal === 'GAP');
}

function toIncident({ lastAt, ...incident }: KeptIncident, lasts: boolean): Incident {
  return { ...incident, endedAt: lasts ? null : lastAt };
}
