import type { IncidentRule } from './incident.ts';

/** The rules of a policy that nobody has given rules: what lasts, or comes again, is shown; what a single frame says is not. */
export const DEFAULT_INCIDENT_RULES: IncidentRule[] = [
  { name: 'object', signals: ['OBJECT_PRESENT'], frames: 2, ofLast: 3, severity: 'high' },
  { name: 'nobody', signals: ['NO_PERSON', 'NO_FACE'], frames: 3, ofLast: 5, severity: 'medium' },
  { name: 'several-people', signals: ['SEVERAL_PEOPLE', 'SEVERAL_FACES'], frames: 2, ofLast: 3, severity: 'high' },
  { name: 'wrong-person', signals: ['OTHER_PERSON', 'UNKNOWN_PERSON'], frames: 3, ofLast: 5, severity: 'high' },
  { name: 'unsafe-content', signals: ['UNSAFE_CONTENT'], frames: 2, ofLast: 3, severity: 'high' },
  { name: 'inconclusive', signals: ['INCONCLUSIVE'], frames: 5, ofLast: 10, severity: 'low' },
  { name: 'gap', signals: ['GAP'], frames: 1, ofLast: 1, severity: 'medium' },
  { name: 'frozen', signals: ['FROZEN'], frames: 4, ofLast: 5, severity: 'medium' },
  { name: 'replayed', signals: ['REPLAYED'], frames: 1, ofLast: 3, severity: 'high' },
];

/** How many intervals without a frame are a gap, where nobody has said otherwise. */
export const DEFAULT_GAP_INTERVALS = 5;
