import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { hold } from '../../helpers/states/hold-machine.ts';
import type { LocalStates } from '../../helpers/states/local-states.ts';
import { startLocalStates } from '../../helpers/states/local-states.ts';
import { definitionOf, lambdaOf, machineResource } from '../../helpers/states/run-machine.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const express = machineResource('quick', definitionOf({ Done: { Type: 'Pass', End: true } }), { type: 'EXPRESS' });
const executionArn = (name: string) => `arn:aws:states:us-east-1:000000000000:execution:hold:${name}`;

describe('Standard executions over the wire', () => {
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let local: LocalStates;
  let sfn: SFNClient;
  beforeAll(async () => {
    folder = await createDataFolder();
    local = await startLocalStates({ dataDir: folder.path, machines: [hold, express], lambda: lambdaOf({}) });
    sfn = new SFNClient(local.client);
  });
  afterAll(async () => {
    sfn.destroy();
    expect(local.defects).toEqual([]);
    await local[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const start = (name: string, input: unknown) => sfn.send(new StartExecutionCommand({ stateMachineArn: hold.arn, name, input: JSON.stringify(input) }));
  const describeExecution = (name: string) => sfn.send(new DescribeExecutionCommand({ executionArn: executionArn(name) }));
  const ended = async (name: string) => {
    await waitUntil(async () => (await describeExecution(name)).status !== 'RUNNING');
    return describeExecution(name);
  };

  it('are described while they run and when they have ended', async () => {
    const started = await start('described', { seconds: 0 });
    expect(started.executionArn).toBe(executionArn('described'));
    expect(Math.abs((started.startDate?.getTime() ?? 0) - Date.now())).toBeLessThan(10_000);
    const description = await ended('described');
    expect(description).toMatchObject({ status: 'SUCCEEDED', name: 'described', stateMachineArn: hold.arn, input: '{"seconds":0}', output: '{"seconds":0}', inputDetails: { included: true }, outputDetails: { included: true }, redriveCount: 0, redriveStatus: 'NOT_REDRIVABLE' });
    expect(description.stopDate?.getTime()).toBeGreaterThanOrEqual(description.startDate?.getTime() ?? Infinity);
  });

  it('tell their error and cause', async () => {
    await start('failed', { seconds: 0, fail: true });
    await expect(ended('failed')).resolves.toMatchObject({ status: 'FAILED', error: 'Stopped', cause: 'as asked' });
  });

  it('have their history, in pages and both ways', async () => {
    await start('history', { seconds: 0 });
    await ended('history');
    const read = (fields: object) => sfn.send(new GetExecutionHistoryCommand({ executionArn: executionArn('history'), ...fields }));
    const { events = [] } = await read({});
    expect(events.map((event) => `${String(event.id)}<${String(event.previousEventId)} ${String(event.type)}`)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 WaitStateEntered',
      '3<2 WaitStateExited',
      '4<3 ChoiceStateEntered',
      '5<4 ChoiceStateExited',
      '6<5 SucceedStateEntered',
      '7<6 SucceedStateExited',
      '8<7 ExecutionSucceeded',
    ]);
    expect(events[0]?.executionStartedEventDetails).toEqual({ input: '{"seconds":0}', inputDetails: { truncated: false }, roleArn: hold.roleArn });
    expect(events[1]?.stateEnteredEventDetails?.name).toBe('Hold');
    expect(events[2]?.stateExitedEventDetails?.output).toBe('{"seconds":0}');
    expect(events[7]?.executionSucceededEventDetails?.output).toBe('{"seconds":0}');
    expect(events[0]?.timestamp).toBeInstanceOf(Date);

    const reversed: (number | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await read({ reverseOrder: true, maxResults: 3, nextToken });
      reversed.push(...(page.events ?? []).map((event) => event.id));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(reversed).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);

    const bare = await read({ includeExecutionData: false });
    expect(bare.events?.[0]?.executionStartedEventDetails).toEqual({ roleArn: hold.roleArn });
    await expect(read({ nextToken: 'bm9uZQ==' })).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  it('are stopped, and stay as they ended', async () => {
    await start('stopped', { seconds: 3600 });
    const { stopDate } = await sfn.send(new StopExecutionCommand({ executionArn: executionArn('stopped'), error: 'Enough', cause: 'because' }));
    const description = await describeExecution('stopped');
    expect(description).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'because', stopDate });
    await expect(sfn.send(new StopExecutionCommand({ executionArn: executionArn('stopped') }))).resolves.toMatchObject({ stopDate });
    await expect(describeExecution('stopped')).resolves.toMatchObject({ error: 'Enough' });
  });

  it('may be started twice with one name and input while they run, and no more', async () => {
    const first = await start('twice', { seconds: 3600 });
    await expect(start('twice', { seconds: 3600 })).resolves.toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
    const error = { name: 'ExecutionAlreadyExists', message: `Execution Already Exists: '${executionArn('twice')}'` };
    await expect(start('twice', { seconds: 0 })).rejects.toMatchObject(error);
    await sfn.send(new StopExecutionCommand({ executionArn: executionArn('twice') }));
    await expect(start('twice', { seconds: 3600 })).rejects.toMatchObject(error);
  });

  it('are listed, the latest first, by status and in pages', async () => {
    for (const name of ['list-1', 'list-2', 'list-3']) await start(name, { seconds: 3600 });
    const list = (fields: object) => sfn.send(new ListExecutionsCommand({ stateMachineArn: hold.arn, statusFilter: 'RUNNING', ...fields }));
    const { executions = [] } = await list({});
    expect(executions.map(({ name }) => name)).toEqual(['list-3', 'list-2', 'list-1']);
    const first = await list({ maxResults: 2 });
    // What starts between two pages is on neither.
    await start('list-4', { seconds: 3600 });
    const second = await list({ maxResults: 2, nextToken: first.nextToken });
    expect([...(first.executions ?? []), ...(second.executions ?? [])].map(({ name }) => name)).toEqual(['list-3', 'list-2', 'list-1']);
    expect(second.nextToken).toBeUndefined();
    for (const name of ['list-1', 'list-2', 'list-3', 'list-4']) await sfn.send(new StopExecutionCommand({ executionArn: executionArn(name) }));
    await expect(list({})).resolves.toMatchObject({ executions: [] });
  });

  it('are refused for what is wrong, in the words of AWS', async () => {
    const unknown = `${hold.arn}-unknown`;
    const send = (fields: object) => sfn.send(new StartExecutionCommand({ stateMachineArn: hold.arn, ...fields }));
    await expect(send({ stateMachineArn: 'hold' })).rejects.toMatchObject({ name: 'InvalidArn', message: "Invalid Arn: 'Invalid ARN prefix: hold'" });
    await expect(send({ stateMachineArn: unknown })).rejects.toMatchObject({ name: 'StateMachineDoesNotExist', message: `State Machine Does Not Exist: '${unknown}'` });
    await expect(send({ name: 'a b' })).rejects.toMatchObject({ name: 'InvalidName', message: "Invalid Name: 'a b'" });
    const deep = `${'['.repeat(1001)}${']'.repeat(1001)}`;
    await expect(send({ input: deep })).rejects.toMatchObject({ name: 'InvalidExecutionInput', message: expect.stringContaining('nesting depth') });
    await expect(send({ input: '{' })).rejects.toMatchObject({ name: 'InvalidExecutionInput', message: expect.stringContaining('Invalid State Machine Execution Input:') });
    await expect(send({ input: `"${'x'.repeat(262_144)}"` })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(sfn.send(new DescribeExecutionCommand({ executionArn: executionArn('none') }))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist', message: `Execution Does Not Exist: '${executionArn('none')}'` });
    await expect(sfn.send(new StartSyncExecutionCommand({ stateMachineArn: hold.arn }))).rejects.toMatchObject({ name: 'StateMachineTypeNotSupported', message: 'This operation is not supported by this type of state machine' });
    await expect(sfn.send(new ListExecutionsCommand({ stateMachineArn: express.arn }))).rejects.toMatchObject({ name: 'StateMachineTypeNotSupported' });
    await expect(sfn.send(new GetExecutionHistoryCommand({ executionArn: executionArn('x').replace('execution', 'express') }))).rejects.toMatchObject({ name: 'InvalidArn' });
  });

  it('belong to machines that are listed and described', async () => {
    const { stateMachines } = await sfn.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name, type }) => [name, type])).toEqual([['hold', 'STANDARD'], ['quick', 'EXPRESS']]);
    const machine = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: hold.arn }));
    expect(machine).toMatchObject({
      name: 'hold',
      type: 'STANDARD',
      status: 'ACTIVE',
      definition: hold.definition,
      roleArn: hold.roleArn,
      loggingConfiguration: { level: 'ALL', includeExecutionData: true, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/invigil/hold:*' } }] },
      tracingConfiguration: { enabled: false },
    });
    await start('whose', { seconds: 0 });
    await expect(sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn: executionArn('whose') }))).resolves.toMatchObject({ stateMachineArn: hold.arn, definition: hold.definition });
  });
});

describe('Standard executions and the end of their process', () => {
  const stateMachineArn = hold.arn;
  const historyOf = async (sfn: SFNClient, name: string): Promise<string[]> =>
    ((await sfn.send(new GetExecutionHistoryCommand({ executionArn: executionArn(name) }))).events ?? []).map((event) => `${String(event.id)}<${String(event.previousEventId)} ${String(event.type)}`);
  const statusOf = async (sfn: SFNClient, name: string): Promise<string | undefined> => (await sfn.send(new DescribeExecutionCommand({ executionArn: executionArn(name) }))).status;

  it('go on after a kill as if nothing had happened', async () => {
    await using folder = await createDataFolder();
    const child = fork(join(import.meta.dirname, '../../helpers/states/local-states-process.ts'), [folder.path], { execArgv: [] });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    const killed = new SFNClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    const startAll = (names: string[], seconds: number) =>
      Promise.all(names.map((name) => killed.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ seconds }) }))));
    const long = Array.from({ length: 50 }, (_, index) => `long-${index}`);
    await startAll(['finished'], 0);
    await waitUntil(async () => (await statusOf(killed, 'finished')) === 'SUCCEEDED');
    await startAll(long, 3600);
    await startAll(['short'], 2);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    killed.destroy();

    await using local = await startLocalStates({ dataDir: folder.path, machines: [hold], lambda: lambdaOf({}) });
    const sfn = new SFNClient(local.client);
    const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions.map(({ name }) => name).sort()).toEqual(['finished', 'short', ...long].sort());
    await expect(sfn.send(new DescribeExecutionCommand({ executionArn: executionArn('finished') }))).resolves.toMatchObject({ status: 'SUCCEEDED', output: '{"seconds":0}' });
    for (const name of long) {
      expect(await statusOf(sfn, name)).toBe('RUNNING');
      expect(await historyOf(sfn, name)).toEqual(['1<0 ExecutionStarted', '2<0 WaitStateEntered']);
    }
    await waitUntil(async () => (await statusOf(sfn, 'short')) === 'SUCCEEDED');
    expect(await historyOf(sfn, 'short')).toEqual(await historyOf(sfn, 'finished'));
    const { startDate, stopDate } = await sfn.send(new DescribeExecutionCommand({ executionArn: executionArn('short') }));
    expect((stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0)).toBeGreaterThanOrEqual(2_000);
    await sfn.send(new StopExecutionCommand({ executionArn: executionArn('long-0') }));
    expect((await historyOf(sfn, 'long-0')).at(-1)).toBe('3<0 ExecutionAborted');
    // The name is taken, as that of any other.
    await expect(sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'short', input: '{"seconds":2}' }))).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    expect(local.defects).toEqual([]);
    sfn.destroy();
  });

  it('have failed where the machine has changed meanwhile, and their histories and logs say why', async () => {
    await using folder = await createDataFolder();
    {
      await using local = await startLocalStates({ dataDir: folder.path, machines: [hold], lambda: lambdaOf({}) });
      const sfn = new SFNClient(local.client);
      await sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'running', input: '{"seconds":3600}' }));
      sfn.destroy();
    }
    const changed = { ...hold, definition: hold.definition.replace('as asked', 'as told') };
    await using local = await startLocalStates({ dataDir: folder.path, machines: [changed], lambda: lambdaOf({}) });
    const sfn = new SFNClient(local.client);
    await waitUntil(async () => (await statusOf(sfn, 'running')) !== 'RUNNING');
    await expect(sfn.send(new DescribeExecutionCommand({ executionArn: executionArn('running') }))).resolves.toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The process that ran this execution ended before the execution did, and its state machine is gone or has another definition now.',
      input: '{"seconds":3600}',
    });
    expect(await historyOf(sfn, 'running')).toEqual(['1<0 ExecutionStarted', '2<0 WaitStateEntered', '3<2 ExecutionFailed']);
    const logs = new CloudWatchLogsClient(local.client);
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/invigil/hold', filterPattern: `{ $.execution_arn = "${executionArn('running')}" && $.type = "ExecutionFailed" }` }));
    expect(events).toHaveLength(1);
    logs.destroy();
    sfn.destroy();
  });
});
