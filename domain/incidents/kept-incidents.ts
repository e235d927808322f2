import type { FrameReference, IncidentRule } from './incident.ts';
import type { KeptIncident, RecentFrame } from './session-progress.ts';

/*
 * The incidents of a session, in a bounded list. A rule's incidents beyond the tenth continue its tenth, so that nothing is lost and nothing
 * grows without end. Only policies that come and go, each with rules of other names, reach the bound of the whole list.
 */
const INCIDENTS_PER_RULE = 10;
const INCIDENTS_PER_SESSION = 160;

/** How many of an incident's frames are cited at its beginning, and as many at its end. */
const CITED_FRAMES = 3;

/** Adds the incident that a rule begins now, with the frames that made it begin, or continues its last one. */
export function beginIncident(incidents: readonly KeptIncident[], rule: IncidentRule, counted: readonly CountedFrame[]): { incidents: KeptIncident[]; incidentId: string } {
  const ofRule = incidents.filter((incident) => incident.rule === rule.name);
  const continued = findContinued(incidents, ofRule, rule);
  if (continued !== undefined) {
    const { incidentId, mergedCount = 1 } = continued;
    const merged = counted.reduce(withFrame, { ...continued, mergedCount: mergedCount + 1 });
    return { incidents: replace(incidents, merged), incidentId };
  }
  const startedAt = counted[0]?.gapSince ?? counted[0]?.receivedAt ?? '';
  const incidentId = `${rule.name}-${String(ofRule.length + 1)}`;
  const empty: KeptIncident = { incidentId, rule: rule.name, severity: rule.severity, startedAt, lastAt: startedAt, frameCount: 0, frames: [] };
  return { incidents: [...incidents, counted.reduce(withFrame, empty)], incidentId };
}

/** Adds a frame that counted to the incident that lasts. */
export function continueIncident(incidents: readonly KeptIncident[], incidentId: string, frame: CountedFrame): KeptIncident[] {
  return incidents.map((incident) => (incident.incidentId === incidentId ? withFrame(incident, frame) : incident));
}

/** A frame that counted for a rule: with the one before it, where what counted is the time between them. */
export type CountedFrame = RecentFrame & { before: FrameReference | null };

function findContinued(incidents: readonly KeptIncident[], ofRule: readonly KeptIncident[], rule: IncidentRule): KeptIncident | undefined {
  if (ofRule.length >= INCIDENTS_PER_RULE) return ofRule.at(-1);
  if (incidents.length < INCIDENTS_PER_SESSION) return undefined;
  return ofRule.at(-1) ?? incidents.findLast(({ severity }) => severity === rule.severity);
}

function withFrame(incident: KeptIncident, frame: CountedFrame): KeptIncident {
  const lastCited = incident.frames.at(-1)?.sequence ?? 0;
  const added = [frame.before, frame.verdict].filter((reference) => reference !== null && reference.sequence > lastCited) as FrameReference[];
  const counted: KeptIncident = {
    ...incident,
    lastAt: frame.receivedAt > incident.lastAt ? frame.receivedAt : incident.lastAt,
    frameCount: incident.frameCount + added.length,
    frames: cite([...incident.frames, ...added]),
  };
  if (frame.lagFrames !== undefined && counted.lagFrames === undefined) counted.lagFrames = frame.lagFrames;
  return counted;
}

function cite(frames: FrameReference[]): FrameReference[] {
  return frames.length <= 2 * CITED_FRAMES ? frames : [...frames.slice(0, CITED_FRAMES), ...frames.slice(-CITED_FRAMES)];
}

function replace(incidents: readonly KeptIncident[], replaced: KeptIncident): KeptIncident[] {
  return incidents.map((incident) => (incident.incidentId === replaced.incidentId ? replaced : incident));
}
