import { describe, expect, it } from '@jest/globals';
import { TaskTokens } from '../../../local/states/engine/task-tokens.ts';
import { FakeClock } from '../../helpers/states/fake-clock.ts';
import { definitionOf, FunctionError, runMachine } from '../../helpers/states/run-machine.ts';

/** Hands its token to the function `ask`, and waits for it. */
const asking = (fields: Record<string, unknown> = {}) =>
  definitionOf({
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
      ...fields,
    },
    ...('Catch' in fields && { Late: { Type: 'Pass', End: true } }),
  });
const tokenOf = (event: unknown) => (event as { token: string }).token;

describe('a task that waits with a token', () => {
  it('ends with what comes back with it, even before the call has answered', async () => {
    const tokens = new TaskTokens();
    const { output, history, events } = await runMachine(asking(), { tokens, functions: { ask: (event) => tokens.succeed(tokenOf(event), { approved: true }) } });
    expect(output).toEqual({ approved: true });
    expect(history.slice(1)).toEqual(['2<0 TaskStateEntered', '3<2 TaskScheduled', '4<3 TaskStarted', '5<4 TaskSubmitted', '6<5 TaskSucceeded', '7<6 TaskStateExited', '8<7 ExecutionSucceeded']);
    expect(events[2]?.details).toMatchObject({ resourceType: 'lambda', resource: 'invoke.waitForTaskToken' });
    expect(events[4]?.details).toMatchObject({ resource: 'invoke.waitForTaskToken', output: expect.stringContaining('"StatusCode":200') });
    expect(events[5]?.details).toMatchObject({ output: '{"approved":true}' });
  });

  it('fails with the error that comes back with it', async () => {
    const tokens = new TaskTokens();
    const { end, history } = await runMachine(asking(), { tokens, functions: { ask: (event) => tokens.fail(tokenOf(event), 'Refused', 'as it was dark') } });
    expect(end).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'as it was dark' });
    expect(history.slice(4)).toEqual(['5<4 TaskSubmitted', '6<5 TaskFailed', '7<6 ExecutionFailed']);
  });

  it('fails at once when the call does', async () => {
    const fail = () => {
      throw new FunctionError('Busy', 'later');
    };
    const { end, history } = await runMachine(asking(), { functions: { ask: fail } });
    expect(end).toMatchObject({ error: 'Busy' });
    expect(history.slice(4)).toEqual(['5<4 TaskFailed', '6<5 ExecutionFailed']);
  });

  it('has a new token at every attempt; an old one is good for nothing', async () => {
    const tokens = new TaskTokens();
    const seen: string[] = [];
    const ask = (event: unknown) => {
      seen.push(tokenOf(event));
      return seen.length === 1 ? tokens.fail(tokenOf(event), 'Again', null) : tokens.succeed(tokenOf(event), seen.length);
    };
    const { output } = await runMachine(asking({ Retry: [{ ErrorEquals: ['Again'] }] }), { tokens, functions: { ask } });
    expect(output).toBe(2);
    expect(new Set(seen).size).toBe(2);
    expect(seen.map((token) => tokens.heartbeat(token))).toEqual([false, false]);
  });

  it.each(['States.Timeout', 'States.HeartbeatTimeout'])('that sends no heartbeat is caught as %s', async (name) => {
    const { output, end, events, clock } = await runMachine(asking({ HeartbeatSeconds: 20, TimeoutSeconds: 60, Catch: [{ ErrorEquals: [name], Next: 'Late' }] }), { functions: { ask: () => 1 } });
    expect(end.status).toBe('SUCCEEDED');
    expect(output).toEqual({ Error: 'States.Timeout', Cause: '' });
    expect(events[2]?.details).toMatchObject({ timeoutInSeconds: 60, heartbeatInSeconds: 20 });
    const timedOut = events.find((event) => event.type === 'TaskTimedOut');
    expect(clock.now() - (events[0]?.timestampMs ?? 0)).toBe(20_000);
    expect(timedOut?.details).toMatchObject({ error: 'States.Timeout' });
  });

  it('lives as long as heartbeats come, until its time is over', async () => {
    const tokens = new TaskTokens();
    const clock = new FakeClock();
    const beat = async (token: string): Promise<void> => {
      do await clock.sleep(15_000, new AbortController().signal);
      while (tokens.heartbeat(token));
    };
    const ask = (event: unknown) => {
      void beat(tokenOf(event));
    };
    const { end, events } = await runMachine(asking({ HeartbeatSeconds: 20, TimeoutSeconds: 60 }), { tokens, clock, functions: { ask } });
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(end.stopMs - (events[0]?.timestampMs ?? 0)).toBe(60_000);
  });
});
