import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { hold } from '../../helpers/states/hold-machine.ts';
import type { LocalStates } from '../../helpers/states/local-states.ts';
import { startLocalStates } from '../../helpers/states/local-states.ts';
import { definitionOf, lambdaOf } from '../../helpers/states/run-machine.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const roleArn = 'arn:aws:iam::000000000000:role/any';
const arnOf = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
const answering = (answer: unknown) => JSON.stringify(definitionOf({ Answer: { Type: 'Pass', Output: answer, End: true } }));
const waiting = JSON.stringify(definitionOf({ Hold: { Type: 'Wait', Seconds: 3600, End: true } }));

describe('state machines over the wire', () => {
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let local: LocalStates;
  let sfn: SFNClient;
  beforeAll(async () => {
    folder = await createDataFolder();
    local = await startLocalStates({ dataDir: folder.path, machines: [hold], lambda: lambdaOf({}) });
    sfn = new SFNClient(local.client);
  });
  afterAll(async () => {
    sfn.destroy();
    expect(local.defects).toEqual([]);
    await local[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const create = (fields: Record<string, unknown>) => sfn.send(new CreateStateMachineCommand({ name: 'any', definition: answering(1), roleArn, ...fields }));
  const update = (fields: Record<string, unknown>) => sfn.send(new UpdateStateMachineCommand({ stateMachineArn: arnOf('any'), ...fields }));
  const remove = (name: string) => sfn.send(new DeleteStateMachineCommand({ stateMachineArn: arnOf(name) }));
  const describeMachine = (name: string) => sfn.send(new DescribeStateMachineCommand({ stateMachineArn: arnOf(name) }));
  const startExecution = (name: string, fields: Record<string, unknown> = {}) => sfn.send(new StartExecutionCommand({ stateMachineArn: arnOf(name), ...fields }));
  const isGone = (name: string) => describeMachine(name).then(() => false, (error: unknown) => (error as Error).name === 'StateMachineDoesNotExist');

  it('are created, and run what they were given', async () => {
    const { stateMachineArn, creationDate } = await create({ name: 'created', type: 'EXPRESS', definition: answering('{% $states.input.n + 1 %}') });
    expect(stateMachineArn).toBe(arnOf('created'));
    await expect(sfn.send(new StartSyncExecutionCommand({ stateMachineArn, input: '{"n":1}' }))).resolves.toMatchObject({ status: 'SUCCEEDED', output: '2' });
    const described = await describeMachine('created');
    expect(described).toMatchObject({
      name: 'created',
      type: 'EXPRESS',
      status: 'ACTIVE',
      roleArn,
      creationDate,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    });
    expect(described.revisionId).toBeUndefined();
    const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
    expect(stateMachines.map(({ name }) => name)).toEqual(expect.arrayContaining(['hold', 'created']));
  });

  it('are created once, however often they are asked for; not twice in different forms', async () => {
    const first = await create({ name: 'once' });
    await expect(create({ name: 'once', roleArn: `${roleArn}-else`, tags: [{ key: 'a', value: 'b' }] })).resolves.toMatchObject({ stateMachineArn: first.stateMachineArn, creationDate: first.creationDate });
    for (const fields of [{ definition: answering(2) }, { type: 'EXPRESS' }, { tracingConfiguration: { enabled: true } }]) {
      await expect(create({ name: 'once', ...fields })).rejects.toMatchObject({ name: 'StateMachineAlreadyExists', message: `State Machine Already Exists: '${arnOf('once')}'` });
    }
  });

  it.each([
    ['a name with a space', { name: 'two words' }, 'InvalidName', "Invalid Name: 'two words'"],
    ['a role that is none', { roleArn: 'root' }, 'InvalidArn', "Invalid Role Arn: 'root'"],
    ['no role', { roleArn: undefined }, 'ValidationException', "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null"],
    ['a type that there is not', { type: 'FAST' }, 'ValidationException', "1 validation error detected: Value 'FAST' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]"],
    ['logs without a group', { loggingConfiguration: { level: 'ALL' } }, 'InvalidLoggingConfiguration', 'Invalid Logging Configuration: Must specify exactly one Log Destination.'],
    ['a version', { publish: true }, 'ValidationException', 'Versions of state machines are not served on one machine: leave publish out.'],
    ['a definition that is no JSON', { definition: '{' }, 'InvalidDefinition', /^Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: /],
    ['a state that is missing', { definition: JSON.stringify(definitionOf({ A: { Type: 'Pass', Next: 'B' } })) }, 'InvalidDefinition', /^Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at \/States\/A\/Next, /],
    [
      'a field that only JSONPath has',
      { definition: JSON.stringify(definitionOf({ A: { Type: 'Pass', InputPath: '$.a', End: true } })) },
      'InvalidDefinition',
      "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A/InputPath'",
    ],
    [
      'a job in an Express machine',
      { type: 'EXPRESS', definition: JSON.stringify(definitionOf({ A: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', End: true } })) },
      'InvalidDefinition',
      "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support '.sync' service integration at /States/A/Resource'",
    ],
  ])('are not created with %s', async (_, fields, name, message) => {
    await expect(create({ name: 'refused', ...fields })).rejects.toMatchObject({ name, message: typeof message === 'string' ? message : expect.stringMatching(message) });
    expect(await isGone('refused')).toBe(true);
  });

  it('are updated, while what runs goes on as it began', async () => {
    await create({ name: 'updated', definition: waiting });
    const { executionArn } = await startExecution('updated');
    const first = await update({ stateMachineArn: arnOf('updated'), definition: answering('new') });
    expect(first.revisionId).toMatch(/^[\da-f-]{36}$/);
    await expect(describeMachine('updated')).resolves.toMatchObject({ definition: answering('new'), revisionId: first.revisionId });
    await expect(sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).resolves.toMatchObject({ definition: waiting });
    await sfn.send(new StopExecutionCommand({ executionArn }));
    const { executionArn: second } = await startExecution('updated');
    await waitUntil(async () => (await sfn.send(new DescribeExecutionCommand({ executionArn: second }))).status === 'SUCCEEDED');
    const roleOnly = await update({ stateMachineArn: arnOf('updated'), roleArn: `${roleArn}-else` });
    expect(roleOnly.revisionId).not.toBe(first.revisionId);
  });

  it('are not updated with nothing, nothing that is wrong, and not at all when they are deployed', async () => {
    await create({ name: 'kept' });
    const stateMachineArn = arnOf('kept');
    await expect(update({ stateMachineArn })).rejects.toMatchObject({ name: 'MissingRequiredParameter' });
    await expect(update({ stateMachineArn, definition: '{}' })).rejects.toMatchObject({ name: 'InvalidDefinition' });
    await expect(update({ stateMachineArn: arnOf('nobody'), roleArn })).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
    await expect(update({ stateMachineArn: hold.arn, roleArn })).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(remove('hold')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(describeMachine('kept')).resolves.toMatchObject({ definition: answering(1) });
  });

  it('are deleted with their executions, and their names are free again', async () => {
    await create({ name: 'deleted', definition: waiting });
    const { executionArn } = await startExecution('deleted', { name: 'run' });
    await remove('deleted');
    await waitUntil(() => isGone('deleted'));
    await expect(sfn.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(remove('deleted')).resolves.toBeDefined();
    await create({ name: 'deleted' });
    await expect(startExecution('deleted', { name: 'run' })).resolves.toMatchObject({ executionArn });
  });

  it('have tags', async () => {
    const { stateMachineArn: resourceArn } = await create({ name: 'tagged', tags: [{ key: 'a', value: '1' }] });
    await sfn.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'b', value: '2' }] }));
    await sfn.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
    await expect(sfn.send(new ListTagsForResourceCommand({ resourceArn }))).resolves.toMatchObject({ tags: [{ key: 'b', value: '2' }] });
    await expect(sfn.send(new ListTagsForResourceCommand({ resourceArn: arnOf('nobody') }))).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('are validated without being created', async () => {
    const validate = (definition: unknown, fields = {}) => sfn.send(new ValidateStateMachineDefinitionCommand({ definition: JSON.stringify(definition), ...fields }));
    await expect(validate(JSON.parse(answering(1)))).resolves.toMatchObject({ result: 'OK', diagnostics: [], truncated: false });
    const broken = definitionOf({ A: { Type: 'Pass', Next: 'B', ResultPath: null }, C: { Type: 'Pass' } });
    await expect(validate(broken)).resolves.toMatchObject({
      result: 'FAIL',
      diagnostics: [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', location: '/States/A/ResultPath', message: expect.stringContaining("field 'ResultPath'") }],
    });
    const lost = definitionOf({ A: { Type: 'Pass', Next: 'B' }, C: { Type: 'Pass', End: true } });
    await expect(validate(lost, { maxResults: 1 })).resolves.toMatchObject({ result: 'FAIL', diagnostics: [{ code: 'MISSING_TRANSITION_TARGET', location: '/States/A/Next' }], truncated: true });
  });
});

describe('created state machines and the end of their process', () => {
  it('are there after a kill, as they were last changed; deleted ones are not', async () => {
    await using folder = await createDataFolder();
    const child = fork(join(import.meta.dirname, '../../helpers/states/local-states-process.ts'), [folder.path], { execArgv: [] });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    const killed = new SFNClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    for (const name of ['changed', 'deleted']) await killed.send(new CreateStateMachineCommand({ name, definition: waiting, roleArn, tags: [{ key: 'a', value: name }] }));
    const { revisionId } = await killed.send(new UpdateStateMachineCommand({ stateMachineArn: arnOf('changed'), definition: answering(2) }));
    await killed.send(new StartExecutionCommand({ stateMachineArn: arnOf('deleted'), name: 'run' }));
    await killed.send(new DeleteStateMachineCommand({ stateMachineArn: arnOf('deleted') }));
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    killed.destroy();

    await using local = await startLocalStates({ dataDir: folder.path, machines: [hold], lambda: lambdaOf({}) });
    const sfn = new SFNClient(local.client);
    await expect(sfn.send(new DescribeStateMachineCommand({ stateMachineArn: arnOf('changed') }))).resolves.toMatchObject({ definition: answering(2), revisionId });
    await expect(sfn.send(new ListTagsForResourceCommand({ resourceArn: arnOf('changed') }))).resolves.toMatchObject({ tags: [{ key: 'a', value: 'changed' }] });
    await expect(sfn.send(new DescribeStateMachineCommand({ stateMachineArn: arnOf('deleted') }))).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
    await sfn.send(new CreateStateMachineCommand({ name: 'deleted', definition: answering(3), roleArn }));
    await expect(sfn.send(new ListExecutionsCommand({ stateMachineArn: arnOf('deleted') }))).resolves.toMatchObject({ executions: [] });
    expect(local.defects).toEqual([]);
    sfn.destroy();
  });
});
