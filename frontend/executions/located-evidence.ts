import { CHECK_NAMES, type CheckName, type CheckResults, type EvidenceItem, type Outcome } from '../../domain/check-result.ts';
import type { Box, Landmark } from '../../domain/geometry.ts';

/** A row of a check's evidence. */
export interface NumberedEvidence extends EvidenceItem {
  /** By which the picture and the table name the same thing; null where it has no place in the picture. */
  number: number | null;
}

/** Something that a check rests on, where it is in the picture. */
export interface LocatedEvidence {
  number: number;
  check: CheckName;
  outcome: Outcome;
  box: Box;
  landmarks: Landmark[];
}

/** The evidence of every check; what can be pointed at is numbered through the whole verdict, in the order of the checks. */
export function numberEvidence(checks: CheckResults): Record<CheckName, NumberedEvidence[]> {
  let count = 0;
  const numbered = checks.map(({ check, evidence }) => [check, evidence.map((item) => ({ ...item, number: item.box === null ? null : (count += 1) }))] as const);
  return Object.fromEntries(numbered) as Record<CheckName, NumberedEvidence[]>;
}

/** What can be drawn, in the order of the numbers. */
export function locatedEvidence(checks: CheckResults): LocatedEvidence[] {
  const numbered = numberEvidence(checks);
  return CHECK_NAMES.flatMap((check, index) =>
    numbered[check].flatMap(({ number, box, landmarks = [] }) => (number === null || box === null ? [] : [{ number, check, outcome: checks[index]?.outcome ?? 'unknown', box, landmarks }])),
  );
}
