import { describe, expect, it } from '@jest/globals';
import { definitionOf, runMachine } from '../../helpers/states/run-machine.ts';

const wait = (fields: Record<string, unknown>) => definitionOf({ Hold: { Type: 'Wait', ...fields, End: true } });

describe('a Wait state', () => {
  it.each([
    ['a number of seconds', { Seconds: 3 }, 3000],
    ['the seconds of an expression', { Seconds: '{% $states.input.n * 2 %}' }, 4000],
    ['until a moment, with an offset', { Timestamp: '2026-01-02T05:04:06.678+02:00' }, 1000],
    ['until the moment of an expression', { Timestamp: '{% $states.input.until %}' }, 60_000],
    ['not for a moment that is over', { Timestamp: '2020-01-01T00:00:00Z' }, 0],
  ])('waits %s', async (_, fields, durationMs) => {
    const { end, events, output } = await runMachine(wait(fields), { input: { n: 2, until: '2026-01-02T03:05:05.678Z' } });
    expect(end.status).toBe('SUCCEEDED');
    expect(output).toEqual({ n: 2, until: '2026-01-02T03:05:05.678Z' });
    expect((events[2]?.timestampMs ?? 0) - (events[1]?.timestampMs ?? 0)).toBe(durationMs);
  });

  it.each([
    ['a moment without offset', { Timestamp: '{% "2026-01-02T03:04:05" %}' }, 'Timestamp', 'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2026-01-02T03:04:05'],
    ['a day that is none', { Timestamp: '{% "2026-13-02T03:04:05Z" %}' }, 'Timestamp', 'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2026-13-02T03:04:05Z'],
    ['seconds that are text', { Seconds: '{% "3" %}' }, 'Seconds', `The JSONata expression '"3"' specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: "3"`],
    ['half seconds', { Seconds: '{% 0.5 %}' }, 'Seconds', 'The Seconds field cannot be parsed as an integer: 0.5'],
    ['negative seconds', { Seconds: '{% -1 %}' }, 'Seconds', 'Seconds must be between 0 and 99999999 but was: -1'],
  ])('fails for %s', async (_, fields, location, cause) => {
    const { end, events, history } = await runMachine(wait(fields));
    expect(end).toMatchObject({ error: 'States.QueryEvaluationError', cause: `An error occurred while executing the state 'Hold' (entered at the event id #2). ${cause}` });
    expect(history.slice(2)).toEqual(['3<2 EvaluationFailed', '4<3 ExecutionFailed']);
    expect(events[2]?.details).toMatchObject({ location, state: 'Hold' });
  });
});
