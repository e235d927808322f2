import { describe, expect, it } from '@jest/globals';
import { definitionOf, FunctionError, runMachine } from '../../helpers/states/run-machine.ts';

const INVOKE = 'arn:aws:states:::lambda:invoke';
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:judge';

const invoke = (fields: Record<string, unknown> = {}) =>
  definitionOf({ Judge: { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: 'judge', Payload: { n: '{% $states.input.n %}' } }, End: true, ...fields } });
const byArn = (fields: Record<string, unknown> = {}) => definitionOf({ Judge: { Type: 'Task', Resource: FUNCTION_ARN, End: true, ...fields } });

describe('a Task state that invokes a function', () => {
  it('gives what lambda:Invoke answers, the payload parsed', async () => {
    const { output, history, events } = await runMachine(invoke({ TimeoutSeconds: 9 }), { input: { n: 2 }, functions: { judge: (event) => ({ seen: event }) } });
    expect(output).toMatchObject({
      ExecutedVersion: '$LATEST',
      Payload: { seen: { n: 2 } },
      SdkHttpMetadata: { HttpStatusCode: 200, HttpHeaders: { 'Content-Type': 'application/json' }, AllHttpHeaders: { 'Content-Type': ['application/json'] } },
      SdkResponseMetadata: { RequestId: 'request-1' },
      StatusCode: 200,
    });
    expect(history.slice(1)).toEqual(['2<0 TaskStateEntered', '3<2 TaskScheduled', '4<3 TaskStarted', '5<4 TaskSucceeded', '6<5 TaskStateExited', '7<6 ExecutionSucceeded']);
    expect(events[2]?.details).toEqual({ resourceType: 'lambda', resource: 'invoke', region: 'us-east-1', parameters: '{"FunctionName":"judge","Payload":{"n":2}}', timeoutInSeconds: 9 });
    expect(events[3]?.details).toEqual({ resourceType: 'lambda', resource: 'invoke' });
    expect(events[4]?.details).toMatchObject({ resourceType: 'lambda', resource: 'invoke', outputDetails: { truncated: false } });
  });

  it('lets Assign and Output see the result', async () => {
    const { output, events } = await runMachine(invoke({ Assign: { double: '{% $states.result.Payload * 2 %}' }, Output: '{% $states.result.Payload & " of " & $states.input.n %}' }), {
      input: { n: 2 },
      functions: { judge: () => 21 },
    });
    expect(output).toBe('21 of 2');
    expect(events[5]?.details).toMatchObject({ assignedVariables: { double: '42' }, assignedVariablesDetails: { truncated: false } });
  });

  it('fails with the type that the function threw, the payload as the cause', async () => {
    const { end, history, events } = await runMachine(invoke(), {
      input: { n: 1 },
      functions: { judge: () => { throw new FunctionError('PhotoRefused', 'too dark'); } },
    });
    const cause = '{"errorType":"PhotoRefused","errorMessage":"too dark","trace":[]}';
    expect(end).toMatchObject({ status: 'FAILED', error: 'PhotoRefused', cause });
    expect(history.slice(4)).toEqual(['5<4 TaskFailed', '6<5 ExecutionFailed']);
    expect(events[4]?.details).toEqual({ resourceType: 'lambda', resource: 'invoke', error: 'PhotoRefused', cause });
  });

  it('fails with ResourceNotFoundException for a function that is not there', async () => {
    const { end } = await runMachine(invoke(), { input: { n: 1 } });
    expect(end.error).toBe('Lambda.ResourceNotFoundException');
    expect(end.cause).toMatch(/^Function not found: arn:aws:lambda:us-east-1:000000000000:function:judge:\$LATEST \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/);
  });

  it('fails before anything is scheduled without FunctionName', async () => {
    const { end, history } = await runMachine(invoke({ Arguments: { Payload: 1 } }));
    expect(end).toMatchObject({ error: 'States.Runtime', cause: expect.stringContaining("The field 'FunctionName' is required but was missing") });
    expect(history.slice(1)).toEqual(['2<0 TaskStateEntered', '3<2 ExecutionFailed']);
  });

  it('times out after TimeoutSeconds, which may be an expression', async () => {
    const { end, events, history } = await runMachine(invoke({ TimeoutSeconds: '{% $states.input.n %}' }), { input: { n: 7 }, functions: { judge: () => new Promise(() => undefined) } });
    expect(end).toEqual({ status: 'FAILED', stopMs: end.stopMs, error: 'States.Timeout' });
    expect(history.slice(4)).toEqual(['5<4 TaskTimedOut', '6<5 ExecutionFailed']);
    expect(events[4]?.details).toEqual({ resourceType: 'lambda', resource: 'invoke', error: 'States.Timeout' });
    expect((events[4]?.timestampMs ?? 0) - (events[3]?.timestampMs ?? 0)).toBe(7000);
  });

  it('refuses a result of more than 256 KiB', async () => {
    const { end, history } = await runMachine(invoke(), { input: { n: 1 }, functions: { judge: () => 'x'.repeat(262_144) } });
    expect(end).toMatchObject({ error: 'States.DataLimitExceeded', cause: `The state/task '${INVOKE}' returned a result with a size exceeding the maximum number of bytes service limit.` });
    expect(history[4]).toBe('5<4 TaskFailed');
  });

  it('refuses an Output of more than 256 KiB', async () => {
    const { end } = await runMachine(definitionOf({ Grow: { Type: 'Pass', Output: '{% $pad("", 262143, "x") %}', End: true } }));
    expect(end.error).toBe('States.DataLimitExceeded');
  });
});

describe('a Task state whose resource is a function', () => {
  it('takes the input as the event and the answer as the result, with events of its own', async () => {
    const { output, history, events } = await runMachine(byArn({ TimeoutSeconds: 5 }), { input: { n: 3 }, functions: { judge: (event) => [event] } });
    expect(output).toEqual([{ n: 3 }]);
    expect(history.slice(2, 5)).toEqual(['3<2 LambdaFunctionScheduled', '4<3 LambdaFunctionStarted', '5<4 LambdaFunctionSucceeded']);
    expect(events[2]?.details).toEqual({ resource: FUNCTION_ARN, input: '{"n":3}', inputDetails: { truncated: false }, timeoutInSeconds: 5 });
    expect(events[3]?.details).toBeUndefined();
    expect(events[4]?.details).toEqual({ output: '[{"n":3}]', outputDetails: { truncated: false } });
  });

  it.each([
    ['fails', () => { throw new FunctionError('Sandbox.Timedout', 'Task timed out after 3.00 seconds'); }, 'LambdaFunctionFailed', 'Sandbox.Timedout'],
    ['times out', () => new Promise(() => undefined), 'LambdaFunctionTimedOut', 'States.Timeout'],
  ])('records that it %s', async (_, judge, type, error) => {
    const { events } = await runMachine(byArn({ TimeoutSeconds: 5 }), { functions: { judge } });
    expect(events[4]).toMatchObject({ type, details: { error } });
  });
});
