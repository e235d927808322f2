import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { internalError, throttlingError } from '../../local/aws/fault-errors.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { startLocalAws } from '../helpers/local-aws.ts';
import type { LocalAws } from '../helpers/local-aws.ts';

const ITEM = { sessionId: { S: 's' }, sequence: { N: '1' } };

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let dynamoDb: DynamoDBClient;
let s3: S3Client;
let random = 0;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { faults: true, random: () => random });
  dynamoDb = new DynamoDBClient(aws.client);
  s3 = new S3Client(aws.client);
});
afterEach(() => inject([]));
afterAll(async () => {
  dynamoDb.destroy();
  s3.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function inject(faults: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${aws.url}/_faults`, { method: 'PUT', body: typeof faults === 'string' ? faults : JSON.stringify(faults) });
  return { status: response.status, body: await response.json() };
}

describe('injected faults', () => {
  it('throttle as the service does, until they are cleared', async () => {
    await inject([{ service: 'dynamodb', operation: 'ListTables', kind: 'throttle' }]);
    await expect(dynamoDb.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException', $metadata: { httpStatusCode: 400 } });
    await inject([]);
    await expect(dynamoDb.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: ['Verdicts'] });
  });

  it('throttle S3 with SlowDown', async () => {
    await inject([{ service: 's3', operation: 'PutObject', kind: 'throttle' }]);
    await expect(s3.send(new PutObjectCommand({ Bucket: 'frames', Key: 'a', Body: 'x' }))).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
    await expect(s3.send(new GetObjectCommand({ Bucket: 'frames', Key: 'a' }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('fail every operation of a service and none of another', async () => {
    await inject([{ service: 's3', operation: '*', kind: 'error' }]);
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'InternalError', $metadata: { httpStatusCode: 500 } });
    await expect(dynamoDb.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: ['Verdicts'] });
  });

  it('delay an operation and let it happen', async () => {
    await inject([{ service: 'dynamodb', operation: 'ListTables', kind: 'delay', delayMs: 150 }]);
    const startMs = performance.now();
    await expect(dynamoDb.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: ['Verdicts'] });
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(145);
  });

  it('lose the reply of an operation that has happened', async () => {
    await inject([{ service: 'dynamodb', operation: 'PutItem', kind: 'drop' }]);
    await expect(dynamoDb.send(new PutItemCommand({ TableName: 'Verdicts', Item: ITEM }))).rejects.toThrow('socket hang up');
    await expect(dynamoDb.send(new GetItemCommand({ TableName: 'Verdicts', Key: ITEM }))).resolves.toMatchObject({ Item: ITEM });
  });

  it('lose the reply of S3 too', async () => {
    await inject([{ service: 's3', operation: 'PutObject', kind: 'drop' }]);
    await expect(s3.send(new PutObjectCommand({ Bucket: 'frames', Key: 'dropped', Body: 'kept' }))).rejects.toThrow('socket hang up');
    expect(Buffer.from(await aws.s3.readObject('frames', 'dropped')).toString()).toBe('kept');
  });

  it('happen with their probability', async () => {
    await inject([{ service: 'dynamodb', operation: 'ListTables', kind: 'error', probability: 0.25 }]);
    random = 0.25;
    await expect(dynamoDb.send(new ListTablesCommand({}))).resolves.toMatchObject({ TableNames: ['Verdicts'] });
    random = 0.24;
    await expect(dynamoDb.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'InternalServerError' });
    random = 0;
  });

  it('are answered by GET as they were put', async () => {
    const fault = { service: 'S3', operation: '*', kind: 'delay', probability: 0.5, delayMs: 10 };
    await expect(inject([fault])).resolves.toEqual({ status: 200, body: [fault] });
    await expect((await fetch(`${aws.url}/_faults`)).json()).resolves.toEqual([fault]);
  });

  it.each([
    ['0.kind', [{ service: 's3', operation: '*', kind: 'explode' }]],
    ['0.delayMs', [{ service: 's3', operation: '*', kind: 'delay' }]],
    ['0.probability', [{ service: 's3', operation: '*', kind: 'error', probability: 2 }]],
    ['0.opertion', [{ service: 's3', operation: '*', kind: 'error', opertion: 'GetObject' }]],
    ['1.service', [{ service: 's3', operation: '*', kind: 'error' }, { service: 'sqs', operation: '*', kind: 'error' }]],
    ['', {}],
  ])('are refused with the name of the field "%s", and the former ones stay', async (field, faults) => {
    const former = [{ service: 's3', operation: 'GetObject', kind: 'error', probability: 1 }];
    await inject(former);
    const { status, body } = await inject(faults);
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { code: 'INVALID_REQUEST', field, message: expect.stringContaining(field) } });
    await expect((await fetch(`${aws.url}/_faults`)).json()).resolves.toEqual(former);
  });

  it('are refused when they are not JSON', async () => {
    await expect(inject('[')).resolves.toMatchObject({ status: 400, body: { error: { code: 'MALFORMED_JSON' } } });
  });
});

describe('the errors of faults', () => {
  it.each([
    ['rekognition', 'ProvisionedThroughputExceededException', 400, 'InternalServerError', 500],
    ['states', 'ThrottlingException', 400, 'InternalFailure', 500],
    ['logs', 'ThrottlingException', 400, 'InternalFailure', 500],
  ])('are those of %s', (service, throttled, throttledStatus, failed, failedStatus) => {
    expect(throttlingError(service)).toMatchObject({ code: throttled, statusCode: throttledStatus });
    expect(internalError(service)).toMatchObject({ code: failed, statusCode: failedStatus });
  });
});
