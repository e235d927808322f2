import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../../domain/verdict.ts';
import { UnclosedExecutions } from '../../../functions/shared/logic/unclosed-executions.ts';
import type { ExecutionRecord } from '../../../functions/shared/ports/executions.ts';
import type { StandardEnd } from '../../../functions/shared/ports/standard-executions.ts';
import { FakeExecutions, FakeVerdictStore } from '../../helpers/fake-ports.ts';

const NOW = new Date('2026-03-01T10:10:00.000Z');
const LONG_AGO = '2026-03-01T10:00:00.000Z';
const JUST_NOW = '2026-03-01T10:09:30.000Z';
const ARN = 'arn:aws:states:us-east-1:000000000000:execution:register-face:e';

let executions: FakeExecutions;
let verdicts: FakeVerdictStore;
let known: StandardEnd | 'RUNNING' | null;
let unclosed: UnclosedExecutions;

beforeEach(() => {
  executions = new FakeExecutions();
  verdicts = new FakeVerdictStore();
  known = null;
  unclosed = new UnclosedExecutions({ executions, verdicts, standardExecutions: { describe: async () => Promise.resolve(known) }, now: () => NOW });
});

function running(overrides: Partial<ExecutionRecord>): ExecutionRecord {
  const record: ExecutionRecord = {
    executionName: 'e', machine: 'verify-frame', status: 'RUNNING', owner: 'ada', imageSha256: '', startDate: LONG_AGO, claimId: 'claim', stopDate: null, executionArn: null, error: null, sessionId: 's', sequence: null, decision: null, ...overrides,
  };
  executions.records.set(record.executionName, record);
  return record;
}

describe('an execution on record as running', () => {
  it('has succeeded when its verdict is on record', async () => {
    verdicts.verdicts.push({ verdictId: 'e', sessionId: 's', sequence: 7, decision: 'flagged', executionArn: 'arn:e' } as Verdict);
    const expected = { status: 'SUCCEEDED', sequence: 7, decision: 'flagged', executionArn: 'arn:e', error: null, stopDate: NOW.toISOString() };
    expect(await unclosed.close(running({}))).toMatchObject(expected);
    expect(executions.records.get('e')).toMatchObject(expected);
  });

  it('was abandoned when its time is over and there is no verdict', async () => {
    running({});
    await unclosed.closeAll();
    expect(executions.records.get('e')).toMatchObject({ status: 'TIMED_OUT', error: 'Abandoned', decision: null });
  });

  it('runs as long as its starter may be at work', async () => {
    expect(await unclosed.close(running({ startDate: JUST_NOW }))).toMatchObject({ status: 'RUNNING' });
    expect(executions.records.get('e')).toMatchObject({ status: 'RUNNING' });
  });

  it.each([
    [{ status: 'SUCCEEDED' as const, stopDate: JUST_NOW, error: null }, LONG_AGO, { status: 'SUCCEEDED', stopDate: JUST_NOW }],
    [{ status: 'FAILED' as const, stopDate: JUST_NOW, error: 'PhotoRefused' }, JUST_NOW, { status: 'FAILED', error: 'PhotoRefused' }],
    ['RUNNING' as const, LONG_AGO, { status: 'RUNNING' }],
    [null, JUST_NOW, { status: 'RUNNING' }],
    [null, LONG_AGO, { status: 'TIMED_OUT', error: 'Abandoned' }],
  ])('of a Standard machine is what Step Functions says: %j', async (end, startDate, expected) => {
    known = end;
    expect(await unclosed.close(running({ machine: 'register-face', executionArn: ARN, sessionId: null, startDate }))).toMatchObject(expected);
  });

  it('is left to the next reader when it cannot be found out', async () => {
    const failing = new UnclosedExecutions({ executions, verdicts: { findById: async () => Promise.reject(new Error('no answer')) }, standardExecutions: { describe: async () => Promise.resolve(null) }, now: () => NOW });
    expect(await failing.close(running({}))).toMatchObject({ status: 'RUNNING' });
  });

  it('stays with whoever has taken it over meanwhile', async () => {
    const seen = running({});
    running({ claimId: 'another', startDate: JUST_NOW });
    await unclosed.close(seen);
    expect(executions.records.get('e')).toMatchObject({ status: 'RUNNING', claimId: 'another' });
  });
});
