import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, StartExecutionCommand, type DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { RegistrationInput } from '../../functions/shared/registration-input.ts';
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

const LIMITS = { duplicateSimilarityPercent: 80 };
const QUALITY = { faceSidePx: 200, sharpnessPercent: 90.25, brightnessPercent: null, yawDegrees: -1, pitchDegrees: 0, rollDegrees: 0 };
const ISO_TIME = /^\d{4}-.*Z$/;

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let workflow: Workflow;
let documents: DynamoDBDocumentClient;
let s3: S3Client;
let count = 0;
/** The collection: whose faces it holds, by faceId. */
const collection = new Map<string, string>();
const functions: Record<string, FakeFunction> = {};

beforeAll(async () => {
  folder = await createDataFolder();
  behaveWell();
  workflow = await startWorkflow({ machine: 'register-face', dataDir: folder.path, tables: [FACES], functions, substitutions: { FacesTable: 'Faces', LateIndexSeconds: '0', LeaseGraceSeconds: '60', ExternalIdKeyPrefix: 'externalId#', ExternalIdPauseSeconds: '0', MaxPhotos: '10' } });
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
    InspectPhotoArn: () => ({ refusals: [], limits: LIMITS, quality: QUALITY, qualityItem: marshall(QUALITY) }),
    FindDuplicateArn: () => ({ duplicates: [], resembles: [], accepted: [], refusals: [] }),
    IndexFaceArn: ({ externalImageId }: { externalImageId: string }) => {
      collection.set(newFace(), externalImageId);
      return { faceId: newFace(), refusals: [] };
    },
    ConfirmUniqueArn: () => ({ outcome: 'unique' }),
    RemoveFaceArn: async ({ externalImageId, faceId }: { externalImageId: string; faceId: string | null }) => {
      const counted = ((await row(externalImageId))?.faceIds ?? []) as string[];
      const left = [...collection].filter(([id, owner]) => owner === externalImageId && (faceId === null || id === faceId) && !counted.includes(id));
      for (const [id] of left) collection.delete(id);
      return { removed: left.length };
    },
  });
}

const person = (): string => `person-${count}`;
const newFace = (): string => `face-${count}`;
const photoKey = (): string => `photos/${person()}/registration.jpg`;

interface Wanted {
  kind?: 'person' | 'photo';
  externalId?: string | null;
  override?: RegistrationInput['override'];
}

async function register({ kind = 'person', externalId = null, override = null }: Wanted = {}): Promise<DescribeExecutionCommandOutput> {
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: photoKey(), Body: 'a photo' }));
  const input: RegistrationInput = {
    kind,
    registrationId: `registration-${count}`,
    externalImageId: person(),
    fullName: kind === 'person' ? 'Ada Lovelace' : null,
    externalId,
    photo: { bucket: 'photos', key: photoKey(), sha256: 'a'.repeat(64), widthPx: 640, heightPx: 480 },
    registeredAt: '2026-03-01T10:00:00.000Z',
    registeredBy: 'admin-sub',
    override,
  };
  const { executionArn } = await workflow.client.send(new StartExecutionCommand({ stateMachineArn: workflow.stateMachineArn, name: `execution-${count}`, input: JSON.stringify(input) }));
  const describe = (): Promise<DescribeExecutionCommandOutput> => workflow.client.send(new DescribeExecutionCommand({ executionArn }));
  await waitUntil(async () => (await describe()).status !== 'RUNNING', 60_000);
  return describe();
}

async function row(externalImageId = person()): Promise<Record<string, unknown> | undefined> {
  return (await documents.send(new GetCommand({ TableName: 'Faces', Key: { externalImageId }, ConsistentRead: true }))).Item;
}

async function hasPhoto(): Promise<boolean> {
  return s3.send(new GetObjectCommand({ Bucket: 'photos', Key: photoKey() })).then(
    (answer) => answer.Body?.transformToByteArray().then(() => true) ?? false,
    () => false,
  );
}

/** What there is of this test's person: faces, row, photo, guards of external ids. */
async function whatIsKept() {
  const rows = (await documents.send(new ScanCommand({ TableName: 'Faces' }))).Items ?? [];
  const guards = rows.flatMap(({ externalImageId, holder }) => (holder === person() ? [String(externalImageId)] : []));
  return { faces: [...collection].flatMap(([id, owner]) => (owner === person() ? [id] : [])), row: await row(), photo: await hasPhoto(), guards };
}

const NOTHING = { faces: [], row: undefined, photo: false, guards: [] };

/** The person as registered before, with one face. */
async function registerBefore(rest: Record<string, unknown> = {}): Promise<void> {
  collection.set('face-before', person());
  await documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: person(), fullName: 'Ada Lovelace', state: 'registered', faceIds: ['face-before'], photos: [{ faceId: 'face-before' }], ...rest } }));
}

describe('register-face', () => {
  it('reserves, inspects, looks for duplicates, indexes, looks again and records', async () => {
    let seenWhileIndexing: Record<string, unknown> | undefined;
    let asked: unknown;
    const index = functions.IndexFaceArn as (payload: { externalImageId: string }) => unknown;
    functions.IndexFaceArn = async (payload: { externalImageId: string }) => {
      seenWhileIndexing = await row();
      return index(payload);
    };
    functions.ConfirmUniqueArn = (payload: unknown) => {
      asked = payload;
      return { outcome: 'unique' };
    };
    const { status, output } = await register({ externalId: 'ada@example.org' });
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual({ registrationId: `registration-${count}`, externalImageId: person(), faceId: newFace(), quality: QUALITY });
    const reservation = { executionName: `execution-${count}`, reservedAt: expect.stringMatching(ISO_TIME), leaseExpiresAt: expect.stringMatching(ISO_TIME), isWithdrawn: false };
    expect(seenWhileIndexing).toEqual(expect.objectContaining({ state: 'pending', reservation: { ...reservation, photo: { bucket: 'photos', key: photoKey() } } }));
    expect(seenWhileIndexing).not.toHaveProperty('externalId');
    expect(asked).toEqual({ externalImageId: person(), faceId: newFace(), reservation, accepted: [], limits: LIMITS });
    expect(await row()).toEqual({
      externalImageId: person(),
      registrationId: `registration-${count}`,
      fullName: 'Ada Lovelace',
      lowerCaseName: 'ada lovelace',
      externalId: 'ada@example.org',
      state: 'registered',
      faceIds: [newFace()],
      photos: [{ faceId: newFace(), bucket: 'photos', key: photoKey(), sha256: 'a'.repeat(64), registrationId: `registration-${count}`, quality: QUALITY, addedAt: '2026-03-01T10:00:00.000Z', addedBy: 'admin-sub' }],
      quality: QUALITY,
      registeredAt: '2026-03-01T10:00:00.000Z',
      registeredBy: 'admin-sub',
    });
    expect(await row('externalId#ada@example.org')).toEqual({ externalImageId: 'externalId#ada@example.org', holder: person() });
    expect(await whatIsKept()).toMatchObject({ faces: [newFace()], photo: true });
  });

  it.each([
    ['the inspection', 'InspectPhotoArn', { refusals: [{ code: 'NO_FACE' }, { code: 'LOW_QUALITY' }], limits: LIMITS, quality: null, qualityItem: null }],
    ['the search', 'FindDuplicateArn', { duplicates: [], resembles: [], accepted: [], refusals: [{ code: 'OTHER_PERSON' }] }],
    ['the index', 'IndexFaceArn', { faceId: null, refusals: [{ code: 'LOW_QUALITY' }] }],
  ])('passes on every reason of %s against a photo, and keeps nothing', async (_, name, answer) => {
    functions[name] = () => answer;
    const { status, error, cause } = await register({ externalId: 'refused' });
    expect([status, error, JSON.parse(cause ?? '')]).toEqual(['FAILED', 'PhotoRefused', { reasons: answer.refusals, duplicates: [] }]);
    expect(await whatIsKept()).toEqual(NOTHING);
  });

  it.each(['InspectPhotoArn', 'FindDuplicateArn', 'IndexFaceArn', 'ConfirmUniqueArn'])('undoes everything when %s fails', async (name) => {
    functions[name] = () => { throw named('InvalidS3ObjectException'); };
    expect(await register({ externalId: 'failed' })).toMatchObject({ status: 'FAILED', error: 'InvalidS3ObjectException' });
    expect(await whatIsKept()).toEqual(NOTHING);
  });

  it('removes a face whose indexing lost its reply, and does not index twice', async () => {
    functions.IndexFaceArn = ({ externalImageId }: { externalImageId: string }) => {
      collection.set(newFace(), externalImageId);
      throw named('TimeoutError');
    };
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'TimeoutError' });
    expect(workflow.calls.filter((call) => call === 'IndexFaceArn')).toHaveLength(1);
    expect(await whatIsKept()).toEqual(NOTHING);
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
    await workflow.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error', times: 5 });
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'DynamoDB.InternalServerError' });
    expect(await whatIsKept()).toEqual(NOTHING);
  });

  it.each(['PutItem', 'UpdateItem'])('is not misled by lost replies of %s', async (operation) => {
    await workflow.inject({ service: 'dynamodb', operation, kind: 'drop', times: 2 });
    expect(await register({ externalId: operation })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await whatIsKept()).toMatchObject({ faces: [newFace()], row: { state: 'registered', faceIds: [newFace()] }, photo: true, guards: [`externalId#${operation}`] });
  });

  it('sees that it recorded the face although every reply of it was lost', async () => {
    await workflow.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'drop', times: 5 });
    expect(await register()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await whatIsKept()).toMatchObject({ faces: [newFace()], row: { state: 'registered', faceIds: [newFace()] }, photo: true });
  });

  it('is undone whole although replies of the undoing are lost', async () => {
    functions.ConfirmUniqueArn = () => { throw named('InvalidS3ObjectException'); };
    await workflow.inject({ service: 'dynamodb', operation: 'DeleteItem', kind: 'drop', times: 2 }, { service: 'dynamodb', operation: 'UpdateItem', kind: 'drop', times: 2 }, { service: 's3', operation: 'DeleteObject', kind: 'drop', times: 2 });
    expect(await register({ externalId: 'undone' })).toMatchObject({ status: 'FAILED', error: 'InvalidS3ObjectException' });
    expect(await whatIsKept()).toEqual(NOTHING);
  });

  it('keeps the pending row, withdrawn, while the face cannot be removed: no face without a row', async () => {
    await workflow.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error', times: 5 });
    functions.RemoveFaceArn = () => { throw named('ThrottlingException'); };
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'DynamoDB.InternalServerError' });
    expect(await whatIsKept()).toMatchObject({ faces: [newFace()], row: { state: 'pending', reservation: { isWithdrawn: true } } });
  });

  it('records nothing once its reservation is withdrawn', async () => {
    functions.ConfirmUniqueArn = async () => {
      await documents.send(new UpdateCommand({ TableName: 'Faces', Key: { externalImageId: person() }, UpdateExpression: 'SET reservation.isWithdrawn = :true', ExpressionAttributeValues: { ':true': true } }));
      return { outcome: 'unique' };
    };
    expect(await register()).toMatchObject({ status: 'FAILED', error: 'DynamoDB.ConditionalCheckFailedException' });
    expect(await whatIsKept()).toEqual(NOTHING);
  });
});

describe('a face that is somebody else’s already', () => {
  const duplicates = [{ externalImageId: 'grace', similarityPercent: 97.5 }];

  it.each([
    ['before it is indexed', 'FindDuplicateArn', { duplicates, resembles: [], accepted: [], refusals: [] }, 0],
    ['once it is indexed', 'ConfirmUniqueArn', { outcome: 'duplicate', duplicates }, 1],
  ])('is refused %s, and nothing is kept', async (_, name, answer, indexed) => {
    functions[name] = () => answer;
    const { status, error, cause } = await register({ externalId: 'duplicate' });
    expect([status, error, JSON.parse(cause ?? '')]).toEqual(['FAILED', 'FaceAlreadyRegistered', duplicates]);
    expect(workflow.calls.filter((call) => call === 'IndexFaceArn')).toHaveLength(indexed);
    expect(await whatIsKept()).toEqual(NOTHING);
  });

  it('is named beside every reason against the photo', async () => {
    const [blurred, otherPerson] = [{ code: 'BLURRED' }, { code: 'OTHER_PERSON' }];
    functions.InspectPhotoArn = () => ({ refusals: [blurred], limits: LIMITS, quality: QUALITY, qualityItem: marshall(QUALITY) });
    functions.FindDuplicateArn = () => ({ duplicates, resembles: [], accepted: [], refusals: [otherPerson] });
    const { error, cause } = await register();
    expect([error, JSON.parse(cause ?? '')]).toEqual(['PhotoRefused', { reasons: [blurred, otherPerson], duplicates }]);
    expect(await whatIsKept()).toEqual(NOTHING);
  });

  it('is not looked for in a photo without a face', async () => {
    functions.InspectPhotoArn = () => ({ refusals: [{ code: 'NO_FACE' }], limits: LIMITS, quality: null, qualityItem: null });
    expect(await register()).toMatchObject({ error: 'PhotoRefused' });
    expect(workflow.calls).not.toContain('FindDuplicateArn');
  });

  it('is registered where an administrator says so, with the reason and whom it resembles: of those alone it may be a duplicate', async () => {
    const asked: unknown[] = [];
    functions.FindDuplicateArn = (payload: unknown) => {
      asked.push(payload);
      return { duplicates: [], resembles: duplicates, accepted: ['ada'], refusals: [] };
    };
    functions.ConfirmUniqueArn = (payload: unknown) => {
      asked.push(payload);
      return { outcome: 'unique' };
    };
    const override = { reason: 'Twins.', of: ['ada'] };
    expect(await register({ override })).toMatchObject({ status: 'SUCCEEDED' });
    expect(asked).toMatchObject([{ override }, { accepted: ['ada'] }]);
    expect(await row()).toMatchObject({ state: 'registered', override: { reason: 'Twins.', duplicates } });
  });

  it('is refused though an administrator says otherwise where it is of somebody whom that was not said of', async () => {
    functions.FindDuplicateArn = () => ({ duplicates: [], resembles: [{ externalImageId: 'older', similarityPercent: 90 }], accepted: ['older'], refusals: [] });
    functions.ConfirmUniqueArn = () => ({ outcome: 'duplicate', duplicates });
    const { error, cause } = await register({ override: { reason: 'Twins.', of: ['older'] } });
    expect([error, JSON.parse(cause ?? '')]).toEqual(['FaceAlreadyRegistered', duplicates]);
    expect(await whatIsKept()).toEqual(NOTHING);
  });

  it('waits for who began later, and is registered once they have given way', async () => {
    let looks = 0;
    functions.ConfirmUniqueArn = () => ({ outcome: (looks += 1) < 3 ? 'wait' : 'unique' });
    expect(await register()).toMatchObject({ status: 'SUCCEEDED' });
    expect(workflow.calls.filter((call) => call === 'ConfirmUniqueArn')).toHaveLength(3);
  });
});

describe('an external id', () => {
  const guard = 'externalId#taken';
  const [OVER, RUNNING] = ['2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'];
  const pending = (leaseExpiresAt: string, isWithdrawn = false) => ({ state: 'pending', reservation: { executionName: 'another', reservedAt: OVER, leaseExpiresAt, isWithdrawn } });
  const keep = (rest: Record<string, unknown>) => documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: guard, holder: 'somebody', ...rest } }));
  const hold = async (holder: Record<string, unknown> | null) => {
    await documents.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: 'somebody' } }));
    if (holder !== null) await documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: 'somebody', fullName: 'Some Body', ...holder } }));
  };

  const hasEntered = (state: string) => waitUntil(() => workflow.enteredStates(`${workflow.stateMachineArn.replace(':stateMachine:', ':execution:')}:execution-${count}`).includes(state));

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['somebody who has it', { state: 'registered', externalId: 'taken' }, {}],
    ['somebody who has it, although their lease is over', { state: 'registered', externalId: 'taken' }, { leaseExpiresAt: OVER }],
    ['somebody who is being removed', { state: 'removing', externalId: 'taken' }, {}],
    ['a registration under way that does not end', pending(RUNNING), { leaseExpiresAt: RUNNING }],
    ['a registration that is about to be recorded', pending(RUNNING), {}],
    ['a change under way', { state: 'registered', externalId: 'another' }, { leaseExpiresAt: RUNNING, takenBy: 'change' }],
  ])('that is kept for %s is refused, and stays theirs', async (_, holder, lease) => {
    await hold(holder);
    await keep(lease);
    expect(await register({ externalId: 'taken' })).toMatchObject({ status: 'FAILED', error: 'ExternalIdTaken' });
    expect(await whatIsKept()).toEqual(NOTHING);
    expect(await row(guard)).toMatchObject({ holder: 'somebody', ...lease });
  });

  it.each<[string, Record<string, unknown> | null, Record<string, unknown>]>([
    ['that is gone', null, { leaseExpiresAt: OVER }],
    ['that was cut off', pending(OVER), { leaseExpiresAt: OVER }],
    ['that was cut off right before it was recorded', pending(OVER), {}],
    ['that gave up', pending(RUNNING, true), { leaseExpiresAt: RUNNING }],
    ['of somebody who has changed it since', { state: 'registered', externalId: 'another' }, {}],
    ['of somebody whose change was cut off', { state: 'registered' }, { leaseExpiresAt: OVER, takenBy: 'change' }],
  ])('of a registration %s can be taken', async (_, holder, lease) => {
    await hold(holder);
    await keep(lease);
    expect(await register({ externalId: 'taken' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await row(guard)).toEqual({ externalImageId: guard, holder: person() });
  });

  it('of a registration that is refused meanwhile is waited for', async () => {
    await hold(pending(RUNNING));
    await keep({ leaseExpiresAt: RUNNING });
    await workflow.inject({ service: 'dynamodb', operation: 'GetItem', kind: 'delay', delayMs: 200, times: 20 });
    const registered = register({ externalId: 'taken' });
    await hasEntered('Let its holder decide');
    await documents.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: guard } }));
    expect(await registered).toMatchObject({ status: 'SUCCEEDED' });
    expect(await row(guard)).toEqual({ externalImageId: guard, holder: person() });
  });

  it('that its holder takes back at the same moment stays theirs', async () => {
    await hold({ state: 'registered', externalId: 'another' });
    await keep({});
    // The row, the external id, and once more as it was seen.
    await workflow.inject({ service: 'dynamodb', operation: 'PutItem', kind: 'delay', delayMs: 700, times: 3 });
    const registered = register({ externalId: 'taken' });
    await hasEntered('May it be taken?');
    await documents.send(new UpdateCommand({ TableName: 'Faces', Key: { externalImageId: guard }, UpdateExpression: 'SET takenBy = :change, leaseExpiresAt = :lease', ExpressionAttributeValues: { ':change': 'change', ':lease': RUNNING } }));
    expect(await registered).toMatchObject({ status: 'FAILED', error: 'ExternalIdTaken' });
    expect(await row(guard)).toEqual({ externalImageId: guard, holder: 'somebody', takenBy: 'change', leaseExpiresAt: RUNNING });
  });

  it('that was lost on the way is recorded for nobody', async () => {
    await documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: 'externalId#lost', holder: 'nobody', leaseExpiresAt: '2026-01-01T00:00:00.000Z' } }));
    functions.ConfirmUniqueArn = async () => {
      await documents.send(new PutCommand({ TableName: 'Faces', Item: { externalImageId: 'externalId#lost', holder: 'somebody' } }));
      return { outcome: 'unique' };
    };
    expect(await register({ externalId: 'lost' })).toMatchObject({ status: 'FAILED', error: 'DynamoDB.ConditionalCheckFailedException' });
    expect(await whatIsKept()).toEqual(NOTHING);
    expect(await row('externalId#lost')).toMatchObject({ holder: 'somebody' });
  });
});

describe('a further photo', () => {
  it('is added to its person, who stays registered meanwhile', async () => {
    await registerBefore();
    let seenWhileIndexing: Record<string, unknown> | undefined;
    const index = functions.IndexFaceArn as (payload: { externalImageId: string }) => unknown;
    functions.IndexFaceArn = async (payload: { externalImageId: string }) => {
      seenWhileIndexing = await row();
      return index(payload);
    };
    expect(await register({ kind: 'photo' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(seenWhileIndexing).toMatchObject({ state: 'registered', faceIds: ['face-before'], reservation: { executionName: `execution-${count}` } });
    const after = await row();
    expect(after).toMatchObject({ state: 'registered', fullName: 'Ada Lovelace', faceIds: ['face-before', newFace()], photos: [{ faceId: 'face-before' }, { faceId: newFace(), key: photoKey(), quality: QUALITY }] });
    expect(after).not.toHaveProperty('reservation');
  });

  it.each([
    ['a lost reply of the index', () => {
      functions.IndexFaceArn = ({ externalImageId }: { externalImageId: string }) => {
        collection.set(newFace(), externalImageId);
        throw named('TimeoutError');
      };
    }],
    ['a record that fails', () => {
      functions.ConfirmUniqueArn = async () => {
        await workflow.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error', times: 5 });
        return { outcome: 'unique' };
      };
    }],
    ['somebody else in it', () => { functions.ConfirmUniqueArn = () => ({ outcome: 'duplicate', duplicates: [] }); }],
  ])('leaves the person as they were after %s', async (_, arrange) => {
    await registerBefore();
    const before = await row();
    arrange();
    expect(await register({ kind: 'photo' })).toMatchObject({ status: 'FAILED' });
    expect(await whatIsKept()).toEqual({ faces: ['face-before'], row: before, photo: false, guards: [] });
  });

  it('takes over from one that was left behind', async () => {
    await registerBefore({ reservation: { executionName: 'dead', reservedAt: '2026-01-01T00:00:00.000Z', leaseExpiresAt: '2026-01-01T00:05:00.000Z', isWithdrawn: false } });
    expect(await register({ kind: 'photo' })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    ['who is not registered', { state: 'pending' }],
    ['who has ten', { faceIds: Array.from({ length: 10 }, (_, n) => `face-${n}`) }],
    ['whose other photo is being undone', { reservation: { executionName: 'another', reservedAt: '2026-01-01T00:00:00.000Z', leaseExpiresAt: '2999-01-01T00:00:00.000Z', isWithdrawn: true } }],
    ['whose other photo is under way', { reservation: { executionName: 'another', reservedAt: '2026-01-01T00:00:00.000Z', leaseExpiresAt: '2999-01-01T00:00:00.000Z', isWithdrawn: false } }],
  ])('of a person %s is not taken', async (_, rest) => {
    await registerBefore(rest);
    const before = await row();
    expect(await register({ kind: 'photo' })).toMatchObject({ status: 'FAILED', error: 'PersonBusy' });
    expect([await row(), await hasPhoto()]).toEqual([before, false]);
  });
});
