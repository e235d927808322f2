import { describe, expect, it } from '@jest/globals';
import { eraseVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import type { ListedRecord, VerdictRecord } from '../../../domain/export/export-record.ts';
import { chainOf, createTestSigner, sampleRecords, verifyBytes, writeExport } from '../../helpers/sample-export.ts';

const signer = createTestSigner();
const records = sampleRecords(signer);

/** Written and signed anew by whoever has the key, after a change of its records: what the chain, the seal and the receipts still show. */
const verifyChanged = (change: (records: ListedRecord[]) => ListedRecord[]) => {
  const lines = writeExport(change(structuredClone(records)), signer);
  return verifyBytes(Buffer.from(lines.join('')), signer.publicKey).finding;
};
const indexOf = (section: ListedRecord['record'], nth = 0): number => records.flatMap((record, index) => (record.record === section ? [index] : []))[nth] ?? -1;
const idOf = (sequence: number): string => `7f1c2a34-0000-4000-8000-00000000000${sequence}`;
const changed = (section: ListedRecord['record'], nth: number, change: (record: never) => void) => (all: ListedRecord[]): ListedRecord[] => {
  change(all[indexOf(section, nth)] as never);
  return all;
};

describe('the verification of an export', () => {
  it('counts what is there', () => {
    const { finding, verifier } = verifyBytes(Buffer.from(writeExport(records, signer).join('')), signer.publicKey);
    expect(finding).toBeNull();
    expect(verifier.facts).toMatchObject({ sessionState: 'ended', verdictCount: 5, redactedCount: 2, includedFrameCount: 1, executionCount: 5, missingHistoryCount: 1, header: { sessionId: 'session-1' } });
  });

  it.each<[string, (all: ListedRecord[]) => ListedRecord[], Record<string, unknown>]>([
    ['a verdict that was changed', changed('verdict', 2, ({ verdict }: VerdictRecord) => { verdict.decision = 'flagged'; }), { problem: 'HASH', section: 'verdict', sequence: 3, verdictId: idOf(3) }],
    ['a verdict whose hash was changed with it', changed('verdict', 2, ({ verdict }: VerdictRecord) => { verdict.previousHash = 'b'.repeat(64); }), { problem: 'PREVIOUS_HASH', sequence: 3, verdictId: idOf(3) }],
    ['a verdict that was taken out', (all) => all.toSpliced(indexOf('verdict', 2), 1), { problem: 'SEQUENCE', sequence: 4, verdictId: idOf(4) }],
    ['a verdict that was repeated', (all) => all.flatMap((record, index) => (index === indexOf('verdict', 2) ? [record, record] : [record])), { problem: 'SEQUENCE', sequence: 3, verdictId: idOf(3) }],
    ['a last verdict that was taken away', (all) => all.toSpliced(indexOf('verdict', 4), 1).filter((record) => record.record !== 'frame' || record.sequence !== 5), { problem: 'COUNT', section: 'seal' }],
    ['a verdict that was added behind the last, in the right form', (all) => all.toSpliced(indexOf('receipt'), 0, ...chainOf(6).slice(5).map((verdict) => ({ record: 'verdict' as const, verdict: eraseVerdict(verdict, 'erasure-1') }))), { problem: 'REDACTED_WITHOUT_RECEIPT', sequence: 6, verdictId: idOf(6) }],
    ['a verdict erased by nobody', (all) => all.toSpliced(indexOf('verdict', 2), 1, ...chainOf(3).slice(2).map((verdict) => ({ record: 'verdict' as const, verdict: eraseVerdict(verdict, 'erasure-1') }))), { problem: 'REDACTED_WITHOUT_RECEIPT', sequence: 3, verdictId: idOf(3) }],
    ['what is left of an erased verdict, changed', changed('verdict', 3, ({ verdict }: VerdictRecord) => { verdict.decision = 'flagged'; }), { problem: 'REDACTED_HASH', sequence: 4, verdictId: idOf(4) }],
    ['a receipt that was changed', changed('receipt', 0, ({ receipt }: { receipt: { records: { redactedHash: string }[] } }) => { receipt.records.pop(); }), { problem: 'RECEIPT_SIGNATURE', section: 'receipt' }],
    ['a seal of another count', changed('seal', 0, ({ seal }: { seal: { count: number } }) => { seal.count = 4; }), { problem: 'COUNT', section: 'seal' }],
    ['a seal of another head', changed('seal', 0, ({ seal }: { seal: { head: string } }) => { seal.head = 'c'.repeat(64); }), { problem: 'HEAD', section: 'seal' }],
    ["a seal that is not the session's own", changed('session', 0, ({ session }: { session: { seal: { signature: { value: string } } } }) => { session.seal.signature.value = 'AAAA'; }), { problem: 'SEAL' }],
    ['histories that were exchanged', (all) => {
      const [one, other] = [indexOf('execution', 0), indexOf('execution', 1)].map((index) => all[index] as ListedRecord & { record: 'execution' });
      if (one && other) [one.history, one.historySha256, other.history, other.historySha256] = [other.history, other.historySha256, one.history, one.historySha256];
      return all;
    }, { problem: 'HISTORY', section: 'execution', verdictId: idOf(1) }],
    ['the bytes of another frame', changed('frame', 0, (frame: { bytes: string }) => { frame.bytes = Buffer.from('another').toString('base64'); }), { problem: 'FRAME_BYTES', sequence: 1, verdictId: idOf(1) }],
    ['a frame that is missing', (all) => all.toSpliced(indexOf('frame', 1), 1), { problem: 'FRAME', section: 'frame' }],
    ['a frame that is said to be there', changed('frame', 1, (frame: { state: string }) => { frame.state = 'included'; }), { problem: 'FRAME', sequence: 2, verdictId: idOf(2) }],
    ['no session', (all) => all.toSpliced(1, 1), { problem: 'ORDER' }],
    ['a verdict of another session', changed('verdict', 0, ({ verdict }: VerdictRecord) => { verdict.sessionId = 'session-2'; }), { problem: 'SESSION_ID', sequence: 1, verdictId: idOf(1) }],
  ])('names %s', (_what, change, finding) => {
    expect(verifyChanged(change)).toMatchObject(finding);
  });

  it('names the section of a record that only the manifest covers', () => {
    const lines = writeExport(records, signer).map((line) => line.replace('Bücher', 'Becher'));
    expect(verifyBytes(Buffer.from(lines.join('')), signer.publicKey).finding).toMatchObject({ problem: 'MANIFEST_SECTION', section: 'manifest', message: expect.stringContaining('review records') });
  });

  it('names the byte from which a line is not canonical', () => {
    const lines = writeExport(records, signer);
    const text = lines.join('').replace('"note":"B', '"note": "B');
    expect(verifyBytes(Buffer.from(text), signer.publicKey).finding).toMatchObject({ problem: 'NOT_CANONICAL', offsetBytes: Buffer.byteLength(text.slice(0, text.indexOf('"note": "B') + '"note":'.length)) });
  });

  it('takes the other form of a signature for a change', () => {
    const lines = writeExport(records, signer);
    const last = JSON.parse(lines.at(-1) ?? '') as { signature: { value: string } };
    const der = Buffer.from(last.signature.value, 'base64');
    const sAt = 4 + (der[3] ?? 0) + 2;
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const s = (order - BigInt(`0x${der.subarray(sAt).toString('hex')}`)).toString(16).padStart(64, '0');
    const integer = Buffer.from(`00${s}`, 'hex');
    const high = Buffer.concat([der.subarray(0, sAt - 2), Buffer.from([2, integer.length]), integer]);
    high[1] = high.length - 2;
    const forged = [...lines.slice(0, -1), (lines.at(-1) ?? '').replace(last.signature.value, high.toString('base64'))];
    expect(verifyBytes(Buffer.from(forged.join('')), signer.publicKey).finding).toMatchObject({ problem: 'MANIFEST_SIGNATURE' });
  });

  it('says when lines are missing at the end, and when there is more', () => {
    const lines = writeExport(records, signer);
    expect(verifyBytes(Buffer.from(lines.slice(0, -1).join('')), null).finding).toMatchObject({ problem: 'TRUNCATED' });
    expect(verifyBytes(Buffer.from(lines.join('') + (lines.at(-1) ?? '')), null).finding).toMatchObject({ problem: 'TRAILING_DATA' });
    expect(verifyBytes(Buffer.from(`${lines.join('')} `), null).finding).toMatchObject({ problem: 'TRAILING_DATA' });
    expect(verifyBytes(Buffer.alloc(0), null).finding).toMatchObject({ problem: 'TRUNCATED' });
  });
});
