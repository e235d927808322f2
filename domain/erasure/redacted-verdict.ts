import { sha256OfCanonicalJson } from '../canonical-json.ts';
import type { CheckName, CheckResult } from '../check-result.ts';
import type { Verdict } from '../verdict.ts';

/** By which erasure something was taken out of a record: its signed receipt says what the record's hash is since. */
export interface Erased {
  erasureId: string;
  /** `candidate`: whose frame it was. `match`: somebody who was recognised in another person's frame. */
  who: 'candidate' | 'match';
}

/** What every record keeps: its place in the chain, so that the chain stays verifiable, and what was decided. */
type Skeleton = Pick<Verdict, 'verdictId' | 'sessionId' | 'sequence' | 'capturedAt' | 'receivedAt' | 'decision' | 'policyVersion' | 'previousHash' | 'hash'>;

/** What is left of a verdict once its candidate has been erased: that there was a frame, when, and how it was decided; nothing of what was seen. */
export interface ErasedVerdict extends Skeleton {
  checks: { check: CheckName; outcome: CheckResult['outcome']; reason: CheckResult['reason'] }[];
  erased: Erased & { who: 'candidate' };
}

/** Somebody else's verdict, whole but for the person who was recognised in it. Its `hash` is that of the record as it was. */
export type VerdictWithoutMatch = Verdict & { erased: Erased & { who: 'match' } };

/** A verdict out of which something was erased: its hash is no longer that of its content. */
export type RedactedVerdict = ErasedVerdict | VerdictWithoutMatch;

/** What stands in the place of a verdict in its session's chain. */
export type RecordedVerdict = Verdict | RedactedVerdict;

export function isRedacted(record: RecordedVerdict): record is RedactedVerdict {
  return 'erased' in record;
}

/** Whether nothing is left of a verdict but its skeleton: no evidence, no frame, no policy. */
export function isErased(record: RecordedVerdict): record is ErasedVerdict {
  return 'erased' in record && record.erased.who === 'candidate';
}

/** A verdict without its candidate. One that was erased already stays as it is. */
export function eraseVerdict(record: RecordedVerdict, erasureId: string): ErasedVerdict {
  if (isErased(record)) return record;
  const { verdictId, sessionId, sequence, capturedAt, receivedAt, decision, policyVersion, previousHash, hash } = record;
  return {
    ...{ verdictId, sessionId, sequence, capturedAt, receivedAt, decision, policyVersion, previousHash, hash },
    checks: record.checks.map(({ check, outcome, reason }) => ({ check, outcome, reason })),
    erased: { erasureId, who: 'candidate' },
  };
}

/** Whether a verdict says that it recognised this person. */
export function namesPerson(record: RecordedVerdict, externalImageId: string): record is Verdict | VerdictWithoutMatch {
  return !isErased(record) && record.checks[2].details.match?.externalImageId === externalImageId;
}

/** Another person's verdict without the one who was recognised in it: outcome, reason and the similarity's number stay, name and id go. */
export function eraseMatch(record: Verdict | VerdictWithoutMatch, erasureId: string): VerdictWithoutMatch {
  const [objects, people, identity, faces, moderation] = record.checks;
  const evidence = identity.evidence.map((item) => ({ ...item, name: 'Face' }));
  return {
    ...record,
    checks: [objects, people, { ...identity, details: { match: null }, evidence }, faces, moderation],
    erased: { erasureId, who: 'match' },
  };
}

/** What a receipt holds of a redacted record: the SHA-256 of its canonical JSON, all of it. */
export function hashRedacted(record: RedactedVerdict): string {
  return sha256OfCanonicalJson(record);
}
