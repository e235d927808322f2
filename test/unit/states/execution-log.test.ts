import { describe, expect, it } from '@jest/globals';
import type { LogEvent } from '../../../local/logs/log-store.ts';
import { ExecutionLog } from '../../../local/states/history/execution-log.ts';
import type { HistoryEvent } from '../../../local/states/history/history-event.ts';
import type { LogLevel } from '../../../local/states/history/log-level.ts';
import { isLogged } from '../../../local/states/history/log-level.ts';
import { machineResource } from '../../helpers/states/run-machine.ts';

const NOON_MS = Date.parse('2026-01-02T12:34:56.789Z');
const scheduled: HistoryEvent = { id: 3, previousEventId: 2, timestampMs: NOON_MS, type: 'TaskScheduled', details: { resource: 'invoke', parameters: '{"a":1}' } };
const exited: HistoryEvent = {
  id: 4,
  previousEventId: 3,
  timestampMs: NOON_MS,
  type: 'TaskStateExited',
  details: { name: 'T', output: '1', outputDetails: { truncated: false }, assignedVariables: { v: '1' }, assignedVariablesDetails: { truncated: false } },
};

function write(logging: { level?: LogLevel; includeExecutionData?: boolean; logGroupName?: string | null }, ...events: HistoryEvent[]) {
  const written: { group: string; stream: string; event: LogEvent }[] = [];
  const resource = machineResource('judge', {}, { logging: { level: 'ALL', includeExecutionData: true, logGroupName: '/invigil/judge', ...logging } });
  const log = new ExecutionLog(resource, { put: (group, stream, logEvents) => written.push(...logEvents.map((event) => ({ group, stream, event }))) });
  for (const event of events) log.write('arn:execution', event);
  return written;
}

describe('the log of executions', () => {
  it('has every event with its details, everything else as text', () => {
    const [written] = write({}, scheduled);
    expect(written?.group).toBe('/invigil/judge');
    expect(written?.event.timestampMs).toBe(NOON_MS);
    expect(JSON.parse(written?.event.message ?? '')).toEqual({
      id: '3',
      type: 'TaskScheduled',
      details: { resource: 'invoke', parameters: '{"a":1}' },
      previous_event_id: '2',
      event_timestamp: String(NOON_MS),
      execution_arn: 'arn:execution',
      redrive_count: '0',
    });
  });

  it('leaves out what states were given and gave, unless it is wanted', () => {
    const details = write({ includeExecutionData: false }, scheduled, exited).map(({ event }) => (JSON.parse(event.message) as { details: unknown }).details);
    expect(details).toEqual([{ resource: 'invoke' }, { name: 'T' }]);
  });

  it('has empty details for events without any', () => {
    const [written] = write({}, { id: 4, previousEventId: 3, timestampMs: NOON_MS, type: 'LambdaFunctionStarted' });
    expect(written?.event.message).toContain('"details":{}');
  });

  it('is written to one stream an hour', () => {
    const at = (minutes: number) => ({ ...scheduled, timestampMs: NOON_MS + minutes * 60_000 });
    const streams = write({}, at(0), at(20), at(30)).map(({ stream }) => stream);
    expect(streams[0]).toMatch(/^states\/judge\/2026-01-02-12-34\/[0-9a-f]{8}$/);
    expect(streams[1]).toBe(streams[0]);
    expect(streams[2]).toMatch(/^states\/judge\/2026-01-02-13-04\/[0-9a-f]{8}$/);
  });

  it('is not written without a group', () => {
    expect(write({ logGroupName: null }, scheduled)).toEqual([]);
  });

  it.each([
    ['ExecutionStarted', 'ALL'],
    ['TaskSucceeded', 'ALL'],
    ['FailStateEntered', 'ALL ERROR'],
    ['TaskFailed', 'ALL ERROR'],
    ['LambdaFunctionTimedOut', 'ALL ERROR'],
    ['ParallelStateFailed', 'ALL ERROR'],
    ['WaitStateAborted', 'ALL ERROR'],
    ['EvaluationFailed', 'ALL ERROR'],
    ['ExecutionFailed', 'ALL ERROR FATAL'],
    ['ExecutionAborted', 'ALL ERROR FATAL'],
    ['ExecutionTimedOut', 'ALL ERROR FATAL'],
  ])('has %s at the levels %s', (type, levels) => {
    expect((['ALL', 'ERROR', 'FATAL', 'OFF'] as const).filter((level) => isLogged(type, level)).join(' ')).toBe(levels);
  });
});
