import type { Severity, Signal } from '../../domain/incidents/incident.ts';
import type { PolicyRules } from '../../domain/policy.ts';
import type { PhotoLimits } from '../../domain/registration/photo-limits.ts';
import { SCALAR_RANGES, type ScalarName } from './limits.ts';

/** A number as it is being written; null where it is none. */
export type DraftNumber = number | null;

/** Entries keep an id of their own: their names are being written, too. */
export interface ObjectDraft {
  id: number;
  name: string;
  /** Null for the policy's minimum. */
  confidencePercent: DraftNumber;
}

export interface RuleDraft {
  id: number;
  name: string;
  signals: Signal[];
  frames: DraftNumber;
  ofLast: DraftNumber;
  severity: Severity;
}

/** A policy that is being written, and may be wrong meanwhile. */
export interface PolicyDraft extends Record<ScalarName, DraftNumber> {
  objects: ObjectDraft[];
  incidentRules: RuleDraft[];
  photo: Record<keyof PhotoLimits, DraftNumber>;
}

let lastId = 0;

/** An id that no other entry has. */
export function nextDraftId(): number {
  lastId += 1;
  return lastId;
}

export function toDraft(rules: PolicyRules): PolicyDraft {
  return {
    ...rules,
    objects: rules.objects.map(({ name, confidencePercent }) => ({ id: nextDraftId(), name, confidencePercent: confidencePercent ?? null })),
    incidentRules: rules.incidentRules.map((rule) => ({ ...rule, signals: [...rule.signals], id: nextDraftId() })),
    photo: { ...rules.photo },
  };
}

/** The rules that a draft says; of one that is wrong, rules that the API refuses. */
export function toRules(draft: PolicyDraft): PolicyRules {
  const scalars = Object.fromEntries((Object.keys(SCALAR_RANGES) as ScalarName[]).map((name) => [name, draft[name] ?? Number.NaN])) as Record<ScalarName, number>;
  return {
    ...scalars,
    objects: draft.objects.map(({ name, confidencePercent }) => ({ name: name.trim(), ...(confidencePercent === null ? {} : { confidencePercent }) })),
    incidentRules: draft.incidentRules.map(({ name, signals, frames, ofLast, severity }) => ({ name, signals: [...signals], frames: frames ?? Number.NaN, ofLast: ofLast ?? Number.NaN, severity })),
    photo: Object.fromEntries(Object.entries(draft.photo).map(([name, value]) => [name, value ?? Number.NaN])) as unknown as PhotoLimits,
  };
}
