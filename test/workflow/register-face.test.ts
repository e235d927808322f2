import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, StartExecutionCommand, type DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { TableResource } from '../../local/assembly/assembly.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { waitUntil } from '../helpers/wait-until.ts';
import { named, startWorkflow, type FakeFunction, type Workflow } from '../helpers/workflow.ts';

const FACES: TableResource = {
  name: 'Faces',
  arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Faces',
  timeToLiveAttribute: null,
  properties: { AttributeDefinitions: [{ AttributeName: 'externalImageId', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'externalImageId', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST' },
};

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let workflow: Workflow;
let documents: DynamoDBDocumentClient;
let s3: S3Client;
let count = 0;
/** The collection: whose faces it holds. */
const collection = new Set<string>();
const functions: Record<string, FakeFunction> = {};

beforeAll(async () => {
  folder = await createDataFolder();
  behaveWell();
  workflow = await startWorkflow({ machine: 'register-face', dataDir: folder.path, tables: [FACES], functions, substitutions: { FacesTable: 'Faces', LateIndexSeconds: '0' } });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(workflow.clientConfig));
  s3 = new S3Client({ ...workflow.clientConfig, forcePathStyle: true });
});

beforeEach(() => {
  behaveWell();
  collection.clear();
  workflow.calls.length = 0;
  count += 1;
});

afterEach(async () => {
  await workflow.inject();
});

afterAll(async () => {
  documents.destroy();
  s3.destroy();
  await workflow[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

function behaveWell(): void {
  Object.assign(functions, {
    InspectPhotoArn: () => ({ refusals: [] }),
    IndexFaceArn: ({ externalImageId }: { externalImageId: string }) => {
      collection.add(externalImageId);
      return { faceId: 'face-1', refusals: [] };
    },
    RemoveFaceArn: ({ externalImageId }: { externalImageId: string }) => ({ removed: collection.delete(externalImageId) ? 1 : 0 }),
  });
}

const person = (): string => `person-${count}`;
const photoKey = (): string => `photos/${person()}/registration.jpg`;

async function register(): Promise<DescribeExecutionCommandOutput> {
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: photoKey(), Body: 'a photo' }));
  const input = { registrationId: `registration-${count}`, externalImageId: person(), fullName: 'Ada Lovelace', photo: { bucket: 'photos', key: photoKey() }, registeredAt: '2026-03-01T10:00:00.000Z', registeredBy: 'admin-sub' };
  const { executionArn } = await workflow.client.send(new StartExecutionCommand({ stateMachineArn: workflow.stateMachineArn, name: input.registrationId, input: JSON.stringify(input) }));
  const describe = (): Promise<DescribeExecutionCommandOutput> => workflow.client.send(new DescribeExecutionCommand({ executionArn }));
  await waitUntil(async () => (await describe()).status !== 'RUNNING');
  return describe();
}

async function row(): Promise<Record<string, unknown> | undefined> {
  return (await documents.send(new GetCommand({ TableName: 'Faces', Key: { externalImageId: person() } }))).Item;
}

async function hasPhoto(): Promise<boolean> {
  return s3.send(new GetObjectCommand({ Bucket: 'photos', Key: photoKey() })).then(
    (answer) => answer.Body?.transformToByteArray().then(() => true) ?? false,
    () => false,
  );
}

async function expectNothingLeft(): Promise<void> {
  expect({ face: collection.has(person()), row: await row(), photo: await hasPhoto() }).toEqual({ face: false, row: undefined, photo: false });
}

describe('register-face', () => {
  it('reserves, inspects, indexes and records', async () => {
    let seenWhileIndexing: Record<string, unknown> | undefined;
    const index = functions.IndexFaceArn as (payload: { externalImageId: string }) => unknown;
    functions.IndexFaceArn = async (payload: { externalImageId: string }) => {
      seenWhileIndexing = await row();
      return index(payload);
    };
    const { status, output } = await register();
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual({ externalImageId: person(), faceId: 'face-1' });
    expect(seenWhileIndexing).toMatchObject({ state: 'pending', leaseExpiresAt: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await row()).toEqual({
      externalImageId: person(),
      registrationId: `registration-${count}`,
      fullName: 'Ada Lovelace',
      lowerCaseName: 'ada lovelace',
      state: 'registered',
      faceIds: ['face-1'],
      photo: { bucket: 'photos', key: photoKey() },
      registeredAt: '2026-03-01T10:00:00.000Z',
      registeredBy: 'admin-sub',
    });
    expect([collection.has(person()), await hasPhoto()]).toEqual([true, true]);
  });

  it.each([
    ['the inspection', 'InspectPhotoArn', { refusals: [{ code: 'NO_FACE' }, { code: 'LOW_QUALITY' }] }],
    ['the index', 'IndexFaceArn', { faceId: null, refusals: [{ code: 'LOW_QUALITY' }] }],
  ])('passes on every reason of %s against a photo, and keeps nothing', async (_, name, answer) => {
    functions[name] = () => answer;
    const { status, error, cause } = await register();
    expect([status, error, JSON.parse(cause ?? '')]).toEqual(['FAILED', 'PhotoRefused', answer.refusals]);
    await expectNothingLeft();
  });

  it('undoes everything when the inspection fails', async () => {
    functions.InspectPhotoArn = () => { throw named('InvalidS3ObjectException'); };
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'InvalidS3ObjectException' });
    await expectNothingLeft();
  });

  it('removes a face whose indexing lost its reply, and does not index twice', async () => {
    functions.IndexFaceArn = ({ externalImageId }: { externalImageId: string }) => {
      collection.add(externalImageId);
      throw named('TimeoutError');
    };
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'TimeoutError' });
    expect(workflow.calls.filter((call) => call === 'IndexFaceArn')).toHaveLength(1);
    await expectNothingLeft();
  });

  it('repeats an indexing that was throttled', async () => {
    const index = functions.IndexFaceArn as (payload: { externalImageId: string }) => unknown;
    let attempts = 0;
    functions.IndexFaceArn = (payload: { externalImageId: string }) => {
      attempts += 1;
      if (attempts < 3) throw named('ThrottlingException');
      return index(payload);
    };
    expect(await register()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('removes the face when it cannot be recorded', async () => {
    await workflow.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error' });
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'DynamoDB.InternalServerError' });
    await expectNothingLeft();
  });

  it.each(['PutItem', 'UpdateItem'])('is not misled by a lost reply of %s', async (operation) => {
    await workflow.inject({ service: 'dynamodb', operation, kind: 'drop', times: 2 });
    expect(await register()).toMatchObject({ status: 'SUCCEEDED' });
    expect([collection.has(person()), (await row())?.state]).toEqual([true, 'registered']);
  });

  it('is undone whole although replies of the undoing are lost', async () => {
    functions.InspectPhotoArn = () => ({ refusals: [{ code: 'NO_FACE' }] });
    await workflow.inject({ service: 'dynamodb', operation: 'DeleteItem', kind: 'drop', times: 2 }, { service: 's3', operation: 'DeleteObject', kind: 'drop', times: 2 });
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'PhotoRefused' });
    await expectNothingLeft();
  });

  it('keeps the pending row while the face cannot be removed: no face without a row', async () => {
    await workflow.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error' });
    functions.RemoveFaceArn = () => { throw named('ThrottlingException'); };
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'DynamoDB.InternalServerError' });
    expect([collection.has(person()), (await row())?.state]).toEqual([true, 'pending']);
  });
});
