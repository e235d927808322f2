import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../domain/decision.ts';
import { judge } from '../../../domain/judge.ts';
import { toSampleTests } from '../../../domain/sample-tests.ts';
import { clearObservations, frame, label, notObserved, observed, people } from '../../helpers/observations.ts';

describe('decide', () => {
  it.each([
    [['pass', 'pass'], 'clear'],
    [['pass', 'fail', 'unknown'], 'flagged'],
    [['pass', 'unknown'], 'inconclusive'],
  ] as const)('of %j is %s', (outcomes, decision) => {
    expect(decide(outcomes.map((outcome) => ({ outcome })))).toBe(decision);
  });
});

describe('judge', () => {
  it('clears one registered person alone, as the first of the session', () => {
    const verdict = judge(frame(), clearObservations(), null);
    expect(verdict).toMatchObject({ decision: 'clear', sequence: 1, previousHash: null, timings: { detectLabels: 12 }, modelVersions: { detectFaces: '1.0' } });
    expect(verdict.checks.map(({ check }) => check)).toEqual(['objects', 'people', 'identity', 'faces', 'moderation']);
  });

  it('links to the verdict before it', () => {
    expect(judge(frame(), clearObservations(), { sequence: 41, hash: 'b'.repeat(64) })).toMatchObject({ sequence: 42, previousHash: 'b'.repeat(64) });
  });

  it('hashes its canonical JSON without the hash', () => {
    const { hash, ...record } = judge(frame(), clearObservations(), null);
    // RFC 8785 for a record of plain ASCII keys: sorted keys, no white space.
    const canonical = JSON.stringify(sortKeys(record));
    expect(hash).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  it('is inconclusive when a check is unknown and none fails', () => {
    const verdict = judge(frame(), { ...clearObservations(), moderation: notObserved('ThrottlingException') }, null);
    expect(verdict.decision).toBe('inconclusive');
    expect(verdict).toMatchObject({ timings: { storeFrame: 5, detectLabels: 12, detectModeration: 4_000, beforeJudgement: 90 }, retries: { detectModeration: 2 } });
    expect(verdict.modelVersions).not.toHaveProperty('detectModeration');
  });
});

describe('toSampleTests', () => {
  it("gives the sample's five tests in its order", () => {
    expect(toSampleTests(judge(frame(), clearObservations(), null).checks)).toEqual([
      { TestName: 'Objects of Interest', Success: true, Details: '0' },
      { TestName: 'Person Detection', Success: true, Details: 1 },
      { TestName: 'Person Recognition', Success: true, Details: 'Ada Lovelace' },
      { TestName: 'Face Detection', Success: true, Details: 1 },
      { TestName: 'Unsafe Content', Success: true, Details: '0' },
    ]);
  });

  it('joins names, and says Server error for what could not be checked', () => {
    const observations = {
      ...clearObservations(),
      labels: observed([people(99, 97), label('Mobile Phone', 90), label('Telephone', 90, { parents: ['Mobile Phone'] })]),
      identity: notObserved('ThrottlingException'),
    };
    expect(toSampleTests(judge(frame(), observations, null).checks)).toMatchObject([
      { Success: false, Details: 'Mobile Phone, Telephone' },
      { Success: false, Details: 2 },
      { Success: false, Details: 'Server error' },
      { Success: true },
      { Success: true },
    ]);
  });

  it('says "0" for somebody who is not registered', () => {
    const observations = { ...clearObservations(), identity: observed({ face: { confidencePercent: 99, box: { left: 0, top: 0, width: 1, height: 1 } }, matches: [] }) };
    expect(toSampleTests(judge(frame(), observations, null).checks)[2]).toEqual({ TestName: 'Person Recognition', Success: false, Details: '0' });
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortKeys(member)]),
  );
}
