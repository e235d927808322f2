import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataFolder } from '../../helpers/data-folder.ts';
import type { LocalStates } from '../../helpers/states/local-states.ts';
import { startLocalStates } from '../../helpers/states/local-states.ts';
import { definitionOf, lambdaOf } from '../../helpers/states/run-machine.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const roleArn = 'arn:aws:iam::000000000000:role/any';
const arnOf = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
const task = (Resource: string, Arguments: unknown, fields: Record<string, unknown> = {}) => definitionOf({ Call: { Type: 'Task', Resource, Arguments, End: true, ...fields } });

describe('tasks over the wire', () => {
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let local: LocalStates;
  let sfn: SFNClient;
  const tokens: string[] = [];
  beforeAll(async () => {
    folder = await createDataFolder();
    const ask = (event: unknown) => tokens.push((event as { token: string }).token);
    local = await startLocalStates({ dataDir: folder.path, machines: [], lambda: lambdaOf({ ask }) });
    sfn = new SFNClient(local.client);
    await create('double', definitionOf({ Double: { Type: 'Pass', Output: '{% {"n": $states.input.n * 2} %}', End: true } }));
    await create('refuse', definitionOf({ Refuse: { Type: 'Fail', Error: 'Refused', Cause: 'too dark' } }));
    await create('hold', definitionOf({ Hold: { Type: 'Wait', Seconds: 3600, End: true } }));
  });
  afterAll(async () => {
    sfn.destroy();
    expect(local.defects).toEqual([]);
    await local[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const create = (name: string, definition: unknown) => sfn.send(new CreateStateMachineCommand({ name, definition: JSON.stringify(definition), roleArn }));
  const start = async (name: string, definition: unknown): Promise<string> => {
    const { stateMachineArn } = await create(name, definition);
    return (await sfn.send(new StartExecutionCommand({ stateMachineArn }))).executionArn ?? '';
  };
  const describeExecution = (executionArn: string) => sfn.send(new DescribeExecutionCommand({ executionArn }));
  const ended = async (executionArn: string) => {
    await waitUntil(async () => (await describeExecution(executionArn)).status !== 'RUNNING');
    return describeExecution(executionArn);
  };
  const run = async (name: string, definition: unknown) => {
    const { output, ...rest } = await ended(await start(name, definition));
    return { ...rest, output: output === undefined ? undefined : (JSON.parse(output) as Record<string, unknown>) };
  };

  it('start an execution and go on', async () => {
    const { output } = await run('start', task('arn:aws:states:::states:startExecution', { StateMachineArn: arnOf('double'), Input: { n: 1 }, Name: 'child' }));
    expect(output).toMatchObject({ ExecutionArn: 'arn:aws:states:us-east-1:000000000000:execution:double:child', StartDate: expect.any(Number), SdkHttpMetadata: { HttpStatusCode: 200 } });
    await expect(ended(output?.ExecutionArn as string)).resolves.toMatchObject({ input: '{"n":1}', output: '{"n":2}' });
  });

  it.each([
    ['.sync', '{"n":6}'],
    ['.sync:2', { n: 6 }],
  ])('wait for an execution by %s', async (pattern, Output) => {
    const executionArn = await start(`wait${pattern.replace(':', '')}`, task(`arn:aws:states:::states:startExecution${pattern}`, { StateMachineArn: arnOf('double'), Input: { n: 3 } }));
    const { output = '' } = await ended(executionArn);
    expect(JSON.parse(output)).toMatchObject({ Status: 'SUCCEEDED', Output, Name: expect.any(String), StateMachineArn: arnOf('double') });
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.slice(2, 6).map(({ type }) => type)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
    expect(events[4]?.taskSubmittedEventDetails).toMatchObject({ resourceType: 'states', resource: `startExecution${pattern}` });
  });

  it('fail with the execution that they wait for', async () => {
    const { error, cause } = await run('fails', task('arn:aws:states:::states:startExecution.sync:2', { StateMachineArn: arnOf('refuse') }));
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'Refused', Cause: 'too dark' });
  });

  it('stop the execution that they wait for when they are stopped', async () => {
    const executionArn = await start('stops', task('arn:aws:states:::states:startExecution.sync', { StateMachineArn: arnOf('hold'), Name: 'held' }));
    const child = 'arn:aws:states:us-east-1:000000000000:execution:hold:held';
    await waitUntil(() => describeExecution(child).then(({ status }) => status === 'RUNNING', () => false));
    await sfn.send(new StopExecutionCommand({ executionArn }));
    await waitUntil(async () => (await describeExecution(child)).status === 'ABORTED');
  });

  it('fail with what StartExecution refuses', async () => {
    const { error, cause } = await run('refused', task('arn:aws:states:::states:startExecution', { StateMachineArn: arnOf('nobody') }));
    expect(error).toBe('StepFunctions.StateMachineDoesNotExistException');
    expect(cause).toContain(`State Machine Does Not Exist: '${arnOf('nobody')}' (Service: AWSStepFunctions; Status Code: 400;`);
  });

  it('call the SDK of a service whose members begin with small letters, in capitals', async () => {
    const listed = await run('lists', task('arn:aws:states:::aws-sdk:sfn:listStateMachines', { MaxResults: 1 }));
    expect(listed.output).toMatchObject({ StateMachines: [{ Name: 'double', Type: 'STANDARD', StateMachineArn: arnOf('double') }], NextToken: expect.any(String) });
    const logs = await run('logs', task('arn:aws:states:::aws-sdk:cloudwatchlogs:describeLogGroups', {}));
    expect(logs.output).toEqual({ LogGroups: [] });
    const missing = await run('missing', task('arn:aws:states:::aws-sdk:sfn:describeStateMachine', { StateMachineArn: arnOf('nobody') }));
    expect(missing.error).toBe('Sfn.StateMachineDoesNotExistException');
  });

  it('wait for a token that a client returns', async () => {
    const asking = task('arn:aws:states:::lambda:invoke.waitForTaskToken', { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } });
    const executionArn = await start('asks', asking);
    await waitUntil(() => Promise.resolve(tokens.length > 0));
    const taskToken = tokens.pop() ?? '';
    await sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    await expect(sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{' }))).rejects.toMatchObject({ name: 'InvalidOutput' });
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"yes":true}' }));
    await expect(ended(executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED', output: '{"yes":true}' });
    const late = { name: 'TaskTimedOut', message: "Task Timed Out: 'Provided task does not exist anymore'" };
    await expect(sfn.send(new SendTaskFailureCommand({ taskToken, error: 'E' }))).rejects.toMatchObject(late);
    await expect(sfn.send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toMatchObject(late);
    await expect(sfn.send(new SendTaskHeartbeatCommand({ taskToken: 'made-up' }))).rejects.toMatchObject({ name: 'InvalidToken', message: "Invalid Token: 'Invalid token'" });
  });
});
