import type { Box, Landmark } from './geometry.ts';
import type { PersonMatch, UnknownReason } from './observations.ts';

/** The five checks, in the order in which a verdict lists them. */
export const CHECK_NAMES = ['objects', 'people', 'identity', 'faces', 'moderation'] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** `unknown`: it could not be checked; never a pass, and never "not recognised". */
export type Outcome = 'pass' | 'fail' | 'unknown';

export type FailReason = 'OBJECT_PRESENT' | 'NO_PERSON' | 'SEVERAL_PEOPLE' | 'NO_FACE' | 'UNKNOWN_PERSON' | 'OTHER_PERSON' | 'SEVERAL_FACES' | 'UNSAFE_CONTENT';

/** What each check says beyond its outcome. Empty (no names, count 0, no match) where the outcome is `unknown`. */
export interface CheckDetails {
  objects: { names: string[] };
  people: { count: number };
  identity: { match: PersonMatch | null };
  faces: { count: number };
  moderation: { names: string[] };
}

/** One thing seen: what the page draws, and what an auditor checks against its threshold. */
export interface EvidenceItem {
  name: string;
  /** 0 to 100; for an identity match the similarity. */
  confidencePercent: number;
  /** What the confidence was held against; null where the check counts everything that was seen. */
  thresholdPercent: number | null;
  box: Box | null;
  landmarks?: Landmark[];
}

interface CheckResultOf<Name extends CheckName> {
  check: Name;
  outcome: Outcome;
  details: CheckDetails[Name];
  reason: FailReason | UnknownReason | null;
  evidence: EvidenceItem[];
}

export type ObjectsResult = CheckResultOf<'objects'>;
export type PeopleResult = CheckResultOf<'people'>;
export type IdentityResult = CheckResultOf<'identity'>;
export type FacesResult = CheckResultOf<'faces'>;
export type ModerationResult = CheckResultOf<'moderation'>;
export type CheckResult = ObjectsResult | PeopleResult | IdentityResult | FacesResult | ModerationResult;

/** All five, in the order of {@link CHECK_NAMES}. */
export type CheckResults = [ObjectsResult, PeopleResult, IdentityResult, FacesResult, ModerationResult];
