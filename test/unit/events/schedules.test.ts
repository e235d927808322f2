import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RuleResource } from '../../../local/assembly/assembly.ts';
import { runSchedules, SETTLING_MS, type ScheduleRecord } from '../../../local/events/schedules.ts';
import { AppendLog } from '../../../local/states/executions/append-log.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { FakeClock } from '../../helpers/states/fake-clock.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const HOUR_MS = 3_600_000;
const hourly: RuleResource = { name: 'hourly', arn: 'arn:aws:events:us-east-1:000000000000:rule/hourly', trigger: { type: 'schedule', everyMs: HOUR_MS }, targets: [] };

/** The times, since the clock's first moment, of the first runs after a start. */
async function runsAfterStart(path: string, clock: FakeClock, count: number): Promise<number[]> {
  const startMs = clock.now();
  const sleeps = clock.sleptMs.length;
  const runs: number[] = [];
  const closing = new AbortController();
  const enough = Promise.withResolvers<undefined>();
  const run = (_rule: RuleResource, event: { resources: string[] }): Promise<void> => {
    expect(event.resources).toEqual([hourly.arn]);
    runs.push(clock.now() - startMs);
    if (runs.length === count) enough.resolve(undefined);
    return Promise.resolve();
  };
  const log = new AppendLog<ScheduleRecord>(path, false);
  const running = runSchedules({ rules: [hourly], log, clock, run }, closing.signal).catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });
  await clock.drive(enough.promise);
  // What ran is on record when the next sleep begins.
  await waitUntil(() => clock.sleptMs.length > sleeps + count);
  closing.abort();
  await running;
  return runs;
}

describe('a schedule', () => {
  it('runs for the first time one period after it became known, and then at its rate', async () => {
    await using folder = await createDataFolder();
    expect(await runsAfterStart(join(folder.path, 'log'), new FakeClock(), 3)).toEqual([HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS]);
  });

  it('goes on where it was after a restart', async () => {
    await using folder = await createDataFolder();
    const clock = new FakeClock();
    const path = join(folder.path, 'log');
    await runsAfterStart(path, clock, 1);
    await clock.drive(clock.sleep(HOUR_MS / 2, new AbortController().signal));
    const [next = NaN] = await runsAfterStart(path, clock, 1);
    expect(next).toBe(HOUR_MS / 2);
  });

  it('makes up once for what was missed, some minutes after the start', async () => {
    await using folder = await createDataFolder();
    const clock = new FakeClock();
    const path = join(folder.path, 'log');
    await runsAfterStart(path, clock, 1);
    await clock.drive(clock.sleep(50 * HOUR_MS, new AbortController().signal));
    expect(await runsAfterStart(path, clock, 2)).toEqual([SETTLING_MS, SETTLING_MS + HOUR_MS]);
  });
});
