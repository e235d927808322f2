import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { canonicalJson, sha256OfCanonicalJson } from '../../domain/canonical-json.ts';
import { eraseMatch, eraseVerdict, hashRedacted, type RecordedVerdict } from '../../domain/erasure/redacted-verdict.ts';
import { EXPORT_FORMAT, type HeaderRecord, type ListedRecord } from '../../domain/export/export-record.ts';
import { ExportVerifier } from '../../domain/export/export-verifier.ts';
import { ExportWriter } from '../../domain/export/export-writer.ts';
import type { Finding } from '../../domain/export/finding.ts';
import { judge } from '../../domain/judge.ts';
import type { Session, StatementSignature } from '../../domain/session.ts';
import { toLowS } from '../../domain/signature/low-s.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { clearObservations, frame } from './observations.ts';

const SESSION_ID = 'session-1';
const AT = '2026-03-01T10:00:00.000Z';

/** A key of its own, which signs as KMS does. */
export function createTestSigner(keyId = 'arn:aws:kms:us-east-1:000000000000:key/1') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keyId,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    sign: (statement: unknown): StatementSignature => ({
      keyId,
      algorithm: 'ECDSA_SHA_256',
      value: Buffer.from(toLowS(sign('sha256', Buffer.from(canonicalJson(statement)), privateKey))).toString('base64'),
    }),
  };
}
export type TestSigner = ReturnType<typeof createTestSigner>;

const imageOf = (sequence: number): Buffer => Buffer.from(`the bytes of frame ${sequence}`);
const verdictIdOf = (sequence: number): string => `7f1c2a34-0000-4000-8000-00000000000${sequence}`;

/** Verdicts that follow each other. */
export function chainOf(count: number): Verdict[] {
  const verdicts: Verdict[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const verdictId = verdictIdOf(sequence);
    const plain = frame({ verdictId, sessionId: SESSION_ID });
    const image = { ...plain.image, sha256: createHash('sha256').update(imageOf(sequence)).digest('hex'), key: `frames/${verdictId}.jpg` };
    verdicts.push(judge({ ...plain, image }, clearObservations(), verdicts.at(-1) ?? null));
  }
  return verdicts;
}

/** The records of an export with something in every section: five verdicts, the second without a match, the fourth erased. */
export function sampleRecords(signer: TestSigner): ListedRecord[] {
  const verdicts = chainOf(5);
  const records: RecordedVerdict[] = verdicts.map((verdict) => (verdict.sequence === 4 ? eraseVerdict(verdict, 'erasure-1') : verdict.sequence === 2 ? eraseMatch(verdict, 'erasure-1') : verdict));
  const redacted = records.flatMap((record) => ('erased' in record ? [{ sequence: record.sequence, hash: record.hash, redactedHash: hashRedacted(record) }] : []));
  const receipt = { erasureId: 'erasure-1', sessionId: SESSION_ID, part: 1, redactedAt: AT, records: redacted };
  const statement = { sessionId: SESSION_ID, count: verdicts.length, head: verdicts.at(-1)?.hash ?? null };
  const seal = { ...statement, signedAt: AT, signature: signer.sign(statement) };
  const session = { sessionId: SESSION_ID, examId: 'exam-1', state: 'ended', startedAt: AT, seal: structuredClone(seal) } as unknown as Session;
  const header: HeaderRecord = { record: 'header', format: EXPORT_FORMAT, sessionId: SESSION_ID, exportedAt: AT, frames: 'cited', audience: 'auditor', keyId: signer.keyId, publicKey: signer.publicKey };
  return [
    header,
    { record: 'session', session },
    { record: 'incident', incident: { incidentId: 'phone-1', rule: 'phone', severity: 'high', startedAt: AT, endedAt: AT, frameCount: 1, frames: [{ sequence: 1, verdictId: verdictIdOf(1) }] } },
    ...records.map((verdict) => ({ record: 'verdict' as const, verdict })),
    { record: 'receipt', receipt, signature: signer.sign(receipt) },
    { record: 'review', review: { verdictId: verdictIdOf(1), decision: 'confirmed', note: 'Bücher' } },
    ...verdicts.map(({ verdictId, sequence }) => {
      const history = sequence === 5 ? null : [{ id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: AT, executionStartedEventDetails: { input: JSON.stringify({ sequence }) } }];
      return { record: 'execution' as const, execution: { name: verdictId, status: 'SUCCEEDED' }, history, historySha256: history && sha256OfCanonicalJson({ execution: verdictId, history }) };
    }),
    ...verdicts
      .filter(({ sequence }) => sequence !== 4)
      .map(({ verdictId, sequence, image }) => ({
        record: 'frame' as const,
        ...{ verdictId, sequence, key: image.key, sha256: image.sha256 },
        ...(sequence === 1 ? { state: 'included' as const, bytes: imageOf(sequence).toString('base64') } : { state: 'left-out' as const, bytes: null }),
      })),
    { record: 'seal', seal },
  ];
}

/** The lines of an export, each with its line feed, the manifest last. */
export function writeExport(records: readonly ListedRecord[], signer: TestSigner): string[] {
  const writer = new ExportWriter(records[0] as HeaderRecord);
  const lines = records.map((record) => writer.line(record));
  const manifest = writer.manifest();
  return [...lines, writer.lastLine(manifest, signer.sign(manifest))];
}

/** Verifies a file as it is, in one piece. */
export function verifyBytes(file: Uint8Array, pinnedKey: string | null): { finding: Finding | null; verifier: ExportVerifier } {
  const verifier = new ExportVerifier({ pinnedKey });
  let start = 0;
  for (let end = file.indexOf(0x0a); end >= 0; end = file.indexOf(0x0a, start)) {
    verifier.line(file.subarray(start, end));
    start = end + 1;
  }
  return { finding: verifier.end(file.subarray(start)), verifier };
}
