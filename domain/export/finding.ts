import { fillIn, type ParametersOf, type Wording } from '../wording.ts';
import type { Section } from './export-record.ts';
import { FINDING_SENTENCES, type FindingDetail, type Problem } from './finding-sentences.ts';

export type { Problem } from './finding-sentences.ts';

/** The first thing that is wrong with an export. */
export interface Finding extends Wording {
  problem: Problem;
  /** For people: what was expected, and what is there. */
  message: string;
  /** From 1; null where the whole file is meant. */
  line: number | null;
  section: Section | null;
  /** Which record of the session, where it is one of a verdict, a frame or an execution. */
  sequence: number | null;
  verdictId: string | null;
  /** From the beginning of the file; null where no byte in particular is at fault. */
  offsetBytes: number | null;
}

/** Where something was found, as far as a check knows. */
export type Place = Partial<Pick<Finding, 'sequence' | 'verdictId' | 'offsetBytes'>>;

/** What was found, before it is known where. */
export type Flaw = Pick<Finding, 'problem' | 'message' | 'detail' | 'parameters'> & Place;

/** A flaw by the name of its sentence. @example flaw('otherCount', { sealed: 3, found: 2 }) */
export function flaw<Detail extends FindingDetail>(detail: Detail, parameters: ParametersOf<(typeof FINDING_SENTENCES)[Detail]['text']>, place: Place = {}): Flaw {
  const { problem, text } = FINDING_SENTENCES[detail];
  return { problem, detail, parameters, message: fillIn(text, parameters), ...place };
}
