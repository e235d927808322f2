import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { VERDICTS } from '../../helpers/local-aws.ts';
import type { LocalStates } from '../../helpers/states/local-states.ts';
import { startLocalStates } from '../../helpers/states/local-states.ts';
import { definitionOf, FunctionError, lambdaOf, machineResource } from '../../helpers/states/run-machine.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const GROUP = '/invigil/record';
const logging = { level: 'ALL' as const, includeExecutionData: true, logGroupName: GROUP };
const task = (resource: string, Arguments: unknown, fields: object = {}) => ({ Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments, TimeoutSeconds: 5, ...fields });
const item = { sessionId: { S: '{% $states.input.session %}' }, sequence: { N: '{% $string($states.input.sequence) %}' }, verdictId: { S: '{% $states.context.Execution.Name %}' } };

/** In the manner of the product's own: a function, a consistent query, a conditional write. */
const record = machineResource(
  'record',
  definitionOf({
    Judge: task('lambda:invoke', { FunctionName: 'judge', Payload: '{% $states.input %}' }, { Assign: { decision: '{% $states.result.Payload.decision %}' }, Output: '{% $states.input %}', Next: 'Read' }),
    Read: task(
      'aws-sdk:dynamodb:query',
      { TableName: 'Verdicts', ConsistentRead: true, KeyConditionExpression: 'sessionId = :s', ExpressionAttributeValues: { ':s': { S: '{% $states.input.session %}' } } },
      { Assign: { known: '{% $states.result.Count %}' }, Output: '{% $states.input %}', Next: 'Record' },
    ),
    Record: task('dynamodb:putItem', { TableName: 'Verdicts', Item: item, ConditionExpression: 'attribute_not_exists(sessionId)' }, {
      Catch: [{ ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'], Output: { conflict: '{% $states.errorOutput.Cause %}' }, Next: 'Conflict' }],
      Output: { decision: '{% $decision %}', known: '{% $known %}', put: '{% $states.result %}' },
      End: true,
    }),
    Conflict: { Type: 'Succeed' },
  }),
  { type: 'EXPRESS', logging },
);
const call = (name: string, resource: string, args: unknown) => machineResource(name, definitionOf({ Call: { ...task(resource, args), End: true } }), { type: 'EXPRESS' });
const machines = [
  record,
  call('get', 'dynamodb:getItem', { TableName: 'Verdicts', Key: { sessionId: { S: 's1' }, sequence: { N: '1' } } }),
  call('missing-table', 'dynamodb:getItem', { TableName: 'Nowhere', Key: { id: { S: 'x' } } }),
  call('missing-table-sdk', 'aws-sdk:dynamodb:getItem', { TableName: 'Nowhere', Key: { id: { S: 'x' } } }),
  call('invalid', 'dynamodb:getItem', { TableName: 'Verdicts', Key: { other: { S: 'x' } } }),
  call('invalid-sdk', 'aws-sdk:dynamodb:getItem', { TableName: 'Verdicts', Key: { other: { S: 'x' } } }),
  call('unserved', 'aws-sdk:rekognition:listCollections', {}),
];

describe('Express executions over the wire', () => {
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let local: LocalStates;
  let sfn: SFNClient;
  let logs: CloudWatchLogsClient;
  beforeAll(async () => {
    folder = await createDataFolder();
    const lambda = lambdaOf({
      judge: (event) => {
        if ((event as { refuse?: boolean }).refuse) throw new FunctionError('Refused', 'no');
        return { decision: 'clear' };
      },
    });
    local = await startLocalStates({ dataDir: folder.path, machines, lambda, tables: [VERDICTS], groups: [{ name: GROUP, arn: 'arn', retentionInDays: 180 }] });
    sfn = new SFNClient(local.client);
    logs = new CloudWatchLogsClient(local.client);
  });
  afterAll(async () => {
    sfn.destroy();
    logs.destroy();
    expect(local.defects).toEqual([]);
    await local[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const run = (name: string, input: unknown, executionName?: string) =>
    sfn.send(new StartSyncExecutionCommand({ stateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`, input: JSON.stringify(input), name: executionName }));

  it('answer when they have ended, with what they gave', async () => {
    const answer = await run('record', { session: 's1', sequence: 1 }, 'verdict-1');
    expect(answer).toMatchObject({ status: 'SUCCEEDED', name: 'verdict-1', stateMachineArn: record.arn, input: '{"session":"s1","sequence":1}', inputDetails: { included: true }, outputDetails: { included: true } });
    expect(answer.executionArn).toMatch(/^arn:aws:states:us-east-1:000000000000:express:record:verdict-1:[0-9a-f-]{36}$/);
    expect(answer.billingDetails?.billedMemoryUsedInMB).toBe(64);
    expect((answer.billingDetails?.billedDurationInMilliseconds ?? 1) % 100).toBe(0);
    expect(JSON.parse(answer.output ?? '')).toMatchObject({
      decision: 'clear',
      known: 0,
      put: { SdkHttpMetadata: { HttpStatusCode: 200, HttpHeaders: { 'content-type': 'application/x-amz-json-1.0' } }, SdkResponseMetadata: { RequestId: expect.stringMatching(/.+/) } },
    });
    const dynamoDb = new DynamoDBClient(local.client);
    const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: 'Verdicts', Key: { sessionId: { S: 's1' }, sequence: { N: '1' } } }));
    expect(Item?.verdictId).toEqual({ S: 'verdict-1' });
    dynamoDb.destroy();
    const got = JSON.parse((await run('get', {})).output ?? '') as { Item: unknown };
    expect(got.Item).toEqual({ sessionId: { S: 's1' }, sequence: { N: '1' }, verdictId: { S: 'verdict-1' } });
  });

  it('catch a conditional write that was refused', async () => {
    await run('record', { session: 's2', sequence: 1 });
    const answer = await run('record', { session: 's2', sequence: 1 });
    expect(answer.status).toBe('SUCCEEDED');
    expect((JSON.parse(answer.output ?? '') as { conflict: string }).conflict).toMatch(/^The conditional request failed \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: .+; Proxy: null\)$/);
  });

  it.each([
    ['missing-table', 'DynamoDB.ResourceNotFoundException', 'Error Code: ResourceNotFoundException'],
    ['missing-table-sdk', 'DynamoDb.ResourceNotFoundException', '(Service: DynamoDb, Status Code: 400, Request ID: '],
    ['invalid', 'DynamoDB.AmazonDynamoDBException', 'Error Code: ValidationException'],
    ['invalid-sdk', 'DynamoDb.DynamoDbException', '(Service: DynamoDb, Status Code: 400, Request ID: '],
  ])('fail by the names of the SDK: %s', async (name, error, cause) => {
    const answer = await run(name, {});
    expect(answer).toMatchObject({ status: 'FAILED', error });
    expect(answer.cause).toContain(cause);
  });

  it('fail for a service that does not answer as it should', async () => {
    const answer = await run('unserved', {});
    expect(answer.status).toBe('FAILED');
    expect(answer.error).toMatch(/^Rekognition\./);
  });

  it('answer with the error and cause of a function', async () => {
    await expect(run('record', { refuse: true })).resolves.toMatchObject({ status: 'FAILED', error: 'Refused', cause: '{"errorType":"Refused","errorMessage":"no","trace":[]}' });
  });

  it('may share a name, and leave their history in the log alone', async () => {
    const [one, other] = await Promise.all([run('record', { session: 's3', sequence: 1 }, 'same'), run('record', { session: 's3', sequence: 2 }, 'same')]);
    expect(one.executionArn).not.toBe(other.executionArn);
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, filterPattern: `{ $.execution_arn = "${one.executionArn ?? ''}" }` }));
    const messages = events.map(({ message }) => JSON.parse(message ?? '') as { id: string; type: string; details: Record<string, unknown> });
    expect(messages.map(({ id }) => Number(id))).toEqual(messages.map((_, index) => index + 1));
    expect(messages.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      ...['lambda', 'query', 'put'].flatMap(() => ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited']),
      'ExecutionSucceeded',
    ]);
    expect(messages[7]?.details).toMatchObject({ resourceType: 'aws-sdk:dynamodb', resource: 'query', region: 'us-east-1' });
    expect(events[0]?.logStreamName).toMatch(/^states\/record\/\d{4}(-\d{2}){4}\/[0-9a-f]{8}$/);
  });

  it('run by themselves when nobody waits', async () => {
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn: record.arn, input: '{"session":"s4","sequence":1}' }));
    const last = async () => (await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, filterPattern: `"${executionArn ?? ''}" ExecutionSucceeded` }))).events ?? [];
    await waitUntil(async () => (await last()).length === 1);
    expect((await last())[0]?.message).toContain('"type":"ExecutionSucceeded"');
  });

  it('run a thousand at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 1000 }, async (_, index) => (await run('get', { index })).status));
    expect(new Set(statuses)).toEqual(new Set(['SUCCEEDED']));
  });
});
