import { SFNClient, TestStateCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataFolder } from '../../helpers/data-folder.ts';
import type { LocalStates } from '../../helpers/states/local-states.ts';
import { startLocalStates } from '../../helpers/states/local-states.ts';
import { definitionOf, FunctionError, lambdaOf } from '../../helpers/states/run-machine.ts';

const roleArn = 'arn:aws:iam::000000000000:role/any';
const call = (fields: Record<string, unknown> = {}) => ({
  Type: 'Task',
  QueryLanguage: 'JSONata',
  Resource: 'arn:aws:lambda:us-east-1:000000000000:function:work',
  Arguments: { n: '{% $states.input.n %}' },
  Next: 'Then',
  ...fields,
});
const each = { Type: 'Map', QueryLanguage: 'JSONata', Items: '{% $states.input.list %}', ItemSelector: { v: '{% $states.context.Map.Item.Value %}' }, MaxConcurrency: 2, ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } }, End: true };

describe('TestState', () => {
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let local: LocalStates;
  let sfn: SFNClient;
  beforeAll(async () => {
    folder = await createDataFolder();
    const work = (event: unknown) => {
      if ((event as { n: number }).n < 0) throw new FunctionError('Negative', 'no');
      return { twice: (event as { n: number }).n * 2 };
    };
    local = await startLocalStates({ dataDir: folder.path, machines: [], lambda: lambdaOf({ work }) });
    sfn = new SFNClient(local.client);
  });
  afterAll(async () => {
    sfn.destroy();
    expect(local.defects).toEqual([]);
    await local[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const testState = async (definition: unknown, fields: Record<string, unknown> = {}) => {
    const { $metadata, ...answer } = await sfn.send(new TestStateCommand({ definition: JSON.stringify(definition), roleArn, ...fields }));
    expect($metadata.httpStatusCode).toBe(200);
    return answer;
  };

  it('tells the output and the next state', async () => {
    await expect(testState(call(), { input: '{"n":2}' })).resolves.toEqual({ status: 'SUCCEEDED', output: '{"twice":4}', nextState: 'Then' });
    await expect(testState({ Type: 'Pass', End: true })).resolves.toEqual({ status: 'SUCCEEDED', output: '{}' });
  });

  it.each(['DEBUG', 'TRACE'])('tells with %s what the state made of its data', async (inspectionLevel) => {
    const state = call({ Assign: { twice: '{% $states.result.twice + $known %}' }, Output: '{% $states.result.twice %}' });
    await expect(testState(state, { input: '{"n":2}', inspectionLevel, variables: '{"known":1}' })).resolves.toEqual({
      status: 'SUCCEEDED',
      output: '4',
      nextState: 'Then',
      inspectionData: { input: '{"n":2}', afterArguments: '{"n":2}', result: '{"twice":4}', variables: '{"known":1,"twice":5}' },
    });
  });

  it('tells of a choice which way it goes', async () => {
    const choice = { Type: 'Choice', QueryLanguage: 'JSONata', Choices: [{ Condition: '{% $states.input.n > 1 %}', Output: 'many', Next: 'Many' }], Default: 'Few' };
    await expect(testState(choice, { input: '{"n":2}' })).resolves.toEqual({ status: 'SUCCEEDED', output: '"many"', nextState: 'Many' });
    await expect(testState(choice, { input: '{"n":1}' })).resolves.toEqual({ status: 'SUCCEEDED', output: '{"n":1}', nextState: 'Few' });
  });

  it('tells an error that nobody handles', async () => {
    await expect(testState(call(), { input: '{"n":-1}' })).resolves.toMatchObject({ status: 'FAILED', error: 'Negative', cause: expect.stringContaining('"errorMessage":"no"') });
    await expect(testState(call({ Output: '{% $nothing %}' }), { input: '{"n":1}' })).resolves.toEqual({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: "The JSONata expression '$nothing' specified for the field 'Output' returned nothing (undefined).",
    });
    await expect(testState({ Type: 'Fail', Error: 'E', Cause: 'because' })).resolves.toEqual({ status: 'FAILED', error: 'E', cause: 'because' });
  });

  it('tells which retrier would try again, and when', async () => {
    const state = call({ Retry: [{ ErrorEquals: ['Other'] }, { ErrorEquals: ['Negative'], IntervalSeconds: 3, MaxAttempts: 2 }] });
    const details = async (retrierRetryCount: number) => {
      const { status, inspectionData } = await testState(state, { input: '{"n":-1}', inspectionLevel: 'DEBUG', stateConfiguration: { retrierRetryCount } });
      return [status, inspectionData?.errorDetails];
    };
    await expect(details(0)).resolves.toEqual(['RETRIABLE', { retryIndex: 1, retryBackoffIntervalSeconds: 3 }]);
    await expect(details(1)).resolves.toEqual(['RETRIABLE', { retryIndex: 1, retryBackoffIntervalSeconds: 6 }]);
    await expect(details(2)).resolves.toEqual(['FAILED', undefined]);
  });

  it('tells which catcher takes over', async () => {
    const state = call({ Catch: [{ ErrorEquals: ['Other'], Next: 'Elsewhere' }, { ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Handle' }] });
    await expect(testState(state, { input: '{"n":-1}', inspectionLevel: 'DEBUG' })).resolves.toMatchObject({
      status: 'CAUGHT_ERROR',
      error: 'Negative',
      output: '"Negative"',
      nextState: 'Handle',
      inspectionData: { errorDetails: { catchIndex: 1 } },
    });
  });

  it('takes a result or an error in the place of the service', async () => {
    const mocked = (mock: unknown, fields = {}) => testState(call(fields), { roleArn: undefined, input: '{"n":1}', mock });
    await expect(mocked({ result: '{"twice":9}' })).resolves.toMatchObject({ status: 'SUCCEEDED', output: '{"twice":9}' });
    await expect(mocked({ errorOutput: { error: 'Busy', cause: 'later' } })).resolves.toMatchObject({ status: 'FAILED', error: 'Busy', cause: 'later' });
    await expect(mocked({ result: '{}' }, { Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Arguments: { FunctionName: 'f' } })).resolves.toMatchObject({ status: 'SUCCEEDED' });
    const context = JSON.stringify({ Execution: { Id: 'arn' }, State: { Name: 'Mine' } });
    const asks = call({ Output: '{% $states.context.Execution.Id & $states.context.State.Name %}' });
    await expect(testState(asks, { input: '{"n":1}', mock: { result: '1' }, context })).resolves.toMatchObject({ output: '"arnMine"' });
  });

  it('takes a result in the place of the branches of a Map state', async () => {
    await expect(testState(each, { input: '{"list":[1,2]}', inspectionLevel: 'DEBUG', mock: { result: '["a","b"]' } })).resolves.toEqual({
      status: 'SUCCEEDED',
      output: '["a","b"]',
      inspectionData: { input: '{"list":[1,2]}', afterItemSelector: '[{"v":1},{"v":2}]', maxConcurrency: 2, result: '["a","b"]', variables: '{}' },
    });
  });

  it('tests one state of a machine', async () => {
    const machine = definitionOf({ First: { Type: 'Pass', Next: 'Second' }, Second: { Type: 'Pass', Output: '{% $states.input & "!" %}', End: true } });
    await expect(testState(machine, { stateName: 'Second', input: '"hey"' })).resolves.toEqual({ status: 'SUCCEEDED', output: '"hey!"' });
  });

  it.each([
    ['a state that is none', { Type: 'Loop' }, {}, 'InvalidDefinition', expect.stringContaining('SCHEMA_VALIDATION_FAILED')],
    ['an input that is no JSON', { Type: 'Pass', End: true }, { input: '{' }, 'InvalidExecutionInput', expect.any(String)],
    ['a state that the machine does not have', definitionOf({ A: { Type: 'Pass', End: true } }), { stateName: 'B' }, 'ValidationException', "State 'B' not found in the definition"],
    ['secrets without TRACE', { Type: 'Pass', End: true }, { revealSecrets: true, inspectionLevel: 'DEBUG' }, 'ValidationException', 'revealSecrets can only be true when inspectionLevel is TRACE'],
    ['neither a role nor a mock', call(), { roleArn: undefined }, 'ValidationException', 'roleArn must be specified when no mock is specified'],
    ['a context without a mock', call(), { context: '{}' }, 'ValidationException', 'context can only be specified when a mock is specified'],
    ['a mock of a Pass state', { Type: 'Pass', End: true }, { mock: { result: '1' } }, 'ValidationException', expect.stringContaining("State type 'Pass' does not support mocks")],
    ['a mock of two kinds', call(), { mock: { result: '1', errorOutput: { error: 'E' } } }, 'ValidationException', 'A mock must have exactly one of result and errorOutput'],
    ['a Map state without a mock', each, {}, 'ValidationException', "State type 'Map' is not supported when a mock is not specified"],
    ['variables that are no object', call(), { variables: '[]' }, 'ValidationException', 'The variables must be a JSON object'],
  ])('refuses %s', async (_, definition, fields, name, message) => {
    await expect(testState(definition, fields)).rejects.toMatchObject({ name, message });
  });
});
