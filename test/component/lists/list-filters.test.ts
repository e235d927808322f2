/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { AUDIT_FILTERS } from '../../../frontend/audit/filters.ts';
import { EXECUTION_FILTERS } from '../../../frontend/executions/filters.ts';
import type { ListFilters } from '../../../frontend/filters/list-filters.ts';
import { DEFAULT_PERIOD, fromLocalInput, isReversed, toLocalInput, toRange, type PeriodFilter } from '../../../frontend/filters/period.ts';
import { SESSION_FILTERS } from '../../../frontend/sessions/filters.ts';
import { VERDICT_FILTERS } from '../../../frontend/verdicts/filters.ts';

const PERIOD_MODULE = new URL('../../../frontend/filters/period.ts', import.meta.url).href;

/** What an address makes up, whatever the list. */
const MADE_UP = { machine: 'other', status: ['FAILED'], decision: 'guilty', reviewed: 'perhaps', state: 'shut', action: 'Nothing', person: '  ', period: 'always', from: '2026-03-01T10:00:00Z' };

function describeFilters<Filters extends PeriodFilter>(name: string, { none, read, write, count }: ListFilters<Filters>, query: Record<string, string>): void {
  describe(`the filters of the ${name}`, () => {
    it('are the same after a way through the address', () => {
      expect(write(read(query))).toEqual(query);
      expect(read(write(read(query)))).toEqual(read(query));
      expect([read({}), write(none)]).toEqual([none, {}]);
    });

    it('leave out what an address makes up', () => {
      expect(read(MADE_UP)).toEqual(none);
    });

    it('know how many of them are set', () => {
      expect([count(none), count(read(query)), count(read({ person: 'x', actor: 'x' }))]).toEqual([0, Object.keys(query).length, 1]);
    });
  });
}

describeFilters('executions', EXECUTION_FILTERS, { machine: 'register-face', status: 'TIMED_OUT', decision: 'flagged', session: 's-1', person: 'ada@example.org', period: 'hour' });
describeFilters('verdicts', VERDICT_FILTERS, { decision: 'flagged', reviewed: 'false', session: 's-1', person: 'ada@example.org', period: 'day' });
describeFilters('sessions', SESSION_FILTERS, { state: 'open', decision: 'inconclusive', person: 'ada@example.org', period: 'week' });
describeFilters('audit log', AUDIT_FILTERS, { actor: 'a-1', action: 'PutReview', period: 'hour' });

describe('a period', () => {
  it.each([{ period: 'custom' }, { period: 'custom', from: '2026-03-01T10:00:00.000Z' }, { period: 'custom', from: '2026-03-01T10:00:00.000Z', to: '2026-03-02T10:00:00.000Z' }])('between two times counts once: %j', (query) => {
    expect(AUDIT_FILTERS.write(AUDIT_FILTERS.read(query))).toEqual(query);
    expect(AUDIT_FILTERS.count(AUDIT_FILTERS.read(query))).toBe(1);
  });

  it('leaves out what is no time', () => {
    expect(AUDIT_FILTERS.read({ period: 'custom', from: 'yesterday' })).toEqual({ ...AUDIT_FILTERS.none, period: 'custom' });
  });

  it.each([
    ['hour', '2026-03-31T11:00:00.000Z'],
    ['day', '2026-03-30T12:00:00.000Z'],
    ['week', '2026-03-24T12:00:00.000Z'],
    ['month', null],
  ] as const)('of the last %s begins at %s', (period, from) => {
    expect(toRange({ ...DEFAULT_PERIOD, period }, Date.parse('2026-03-31T12:00:00Z'))).toEqual({ from, to: null });
  });

  it('notices times in the wrong order', () => {
    const between = (from: string | null, to: string | null) => isReversed({ period: 'custom', from, to });
    expect([between('2026-03-02T00:00:00.000Z', '2026-03-01T00:00:00.000Z'), between('2026-03-01T00:00:00.000Z', null), between(null, null)]).toEqual([true, false, false]);
  });

  it('shows times in the reader\'s zone and keeps them in UTC', () => {
    const time = new Date(2026, 2, 1, 10, 30);
    expect(toLocalInput(time.toISOString())).toBe('2026-03-01T10:30');
    expect(fromLocalInput('2026-03-01T10:30')).toBe(time.toISOString());
    expect([toLocalInput(null), fromLocalInput('')]).toEqual(['', null]);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'])('keeps what is typed of a year as it is, digit by digit, in %s', (zone) => {
    const typed = ['0002', '0020', '0202', '2026'].map((year) => `${year}-03-01T10:30`);
    // A zone is a process's own.
    const script = `
      import { fromLocalInput, toLocalInput } from ${JSON.stringify(PERIOD_MODULE)};
      console.log(JSON.stringify(process.argv.slice(1).map((value) => toLocalInput(fromLocalInput(value)))));
    `;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script, ...typed], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(typed);
  });
});
