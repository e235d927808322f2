import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AssociateFacesCommand,
  CreateCollectionCommand,
  CreateUserCommand,
  DeleteFacesCommand,
  DeleteUserCommand,
  DescribeCollectionCommand,
  DisassociateFacesCommand,
  IndexFacesCommand,
  ListFacesCommand,
  ListUsersCommand,
  paginateListUsers,
  RekognitionClient,
  SearchFacesCommand,
  SearchUsersByImageCommand,
  SearchUsersCommand,
} from '@aws-sdk/client-rekognition';
import { createRekognition } from '../../../local/rekognition/create-rekognition.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { FakeVision } from '../../helpers/fake-vision.ts';
import { serveAwsService } from '../../helpers/serve-aws-service.ts';

const CollectionId = 'people';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
/** A face whose vector is an axis: the same axis is the same person, another one a stranger. */
const axisImage = (axis: number) => ({ Bytes: Buffer.from(String(axis)) });

describe('users through the AWS SDK', () => {
  let stack: AsyncDisposableStack;
  let dataDir: string;
  let client: RekognitionClient;
  let stop: () => Promise<void>;

  /** As after an end without a word: all that is kept is on disk. */
  const serve = async (): Promise<void> => {
    const rekognition = await createRekognition({ vision: new FakeVision(), dataDir, readS3Object: () => Promise.reject(new Error('none')), onDefect: (operation, cause) => { throw new Error(operation, { cause }); } });
    const served = await serveAwsService(rekognition);
    client = new RekognitionClient({ endpoint: served.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    stop = async () => {
      client.destroy();
      await served[Symbol.asyncDispose]();
    };
  };

  const index = async (axis: number): Promise<string> => {
    const { FaceRecords } = await client.send(new IndexFacesCommand({ CollectionId, Image: axisImage(axis) }));
    return FaceRecords?.[0]?.Face?.FaceId ?? '';
  };
  const create = (UserId: string) => client.send(new CreateUserCommand({ CollectionId, UserId }));
  const associate = (UserId: string, FaceIds: string[], more: { UserMatchThreshold?: number; ClientRequestToken?: string } = {}) => client.send(new AssociateFacesCommand({ CollectionId, UserId, FaceIds, ...more }));

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    dataDir = stack.use(await createDataFolder()).path;
    await serve();
    await client.send(new CreateCollectionCommand({ CollectionId }));
  });
  afterEach(async () => {
    await stop();
    await stack.disposeAsync();
  });

  it('are created, counted, listed in pages and deleted', async () => {
    for (const UserId of ['ada', 'bob', 'eve']) await create(UserId);
    await expect(create('ada')).rejects.toMatchObject({ name: 'ConflictException', $metadata: { httpStatusCode: 400 } });
    expect(await client.send(new DescribeCollectionCommand({ CollectionId }))).toMatchObject({ UserCount: 3 });
    const listed: unknown[] = [];
    for await (const page of paginateListUsers({ client, pageSize: 2 }, { CollectionId })) listed.push(...(page.Users ?? []));
    expect(listed).toEqual(['ada', 'bob', 'eve'].map((UserId) => ({ UserId, UserStatus: 'CREATED' })));
    await client.send(new DeleteUserCommand({ CollectionId, UserId: 'bob' }));
    await expect(client.send(new DeleteUserCommand({ CollectionId, UserId: 'bob' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await client.send(new ListUsersCommand({ CollectionId }))).Users?.map((user) => user.UserId)).toEqual(['ada', 'eve']);
  });

  it('go on with their page though others are deleted in between', async () => {
    for (const UserId of ['ada', 'bob', 'eve']) await create(UserId);
    const first = await client.send(new ListUsersCommand({ CollectionId, MaxResults: 1 }));
    await client.send(new DeleteUserCommand({ CollectionId, UserId: 'ada' }));
    await create('zoe');
    const { Users, NextToken } = await client.send(new ListUsersCommand({ CollectionId, MaxResults: 5, NextToken: first.NextToken }));
    expect(Users?.map((user) => user.UserId)).toEqual(['bob', 'eve', 'zoe']);
    expect(NextToken).toBeUndefined();
  });

  it('have faces, which are listed by user and cannot be deleted meanwhile', async () => {
    const [face, other] = [await index(1), await index(2)];
    await create('ada');
    expect(await associate('ada', [face])).toMatchObject({ AssociatedFaces: [{ FaceId: face }], UnsuccessfulFaceAssociations: [], UserStatus: 'ACTIVE' });
    expect(await associate('ada', [face])).toMatchObject({ AssociatedFaces: [], UnsuccessfulFaceAssociations: [] });
    expect((await client.send(new ListFacesCommand({ CollectionId, UserId: 'ada' }))).Faces).toMatchObject([{ FaceId: face, UserId: 'ada' }]);
    expect(await client.send(new DeleteFacesCommand({ CollectionId, FaceIds: [face, other, UNKNOWN] }))).toMatchObject({
      DeletedFaces: [other],
      UnsuccessfulFaceDeletions: [
        { FaceId: face, UserId: 'ada', Reasons: ['ASSOCIATED_TO_AN_EXISTING_USER'] },
        { FaceId: UNKNOWN, Reasons: ['FACE_NOT_FOUND'] },
      ],
    });
    await client.send(new DeleteUserCommand({ CollectionId, UserId: 'ada' }));
    expect(await client.send(new DeleteFacesCommand({ CollectionId, FaceIds: [face] }))).toMatchObject({ DeletedFaces: [face] });
  });

  it('take no face that is unknown, that is another one\'s or that is not like theirs', async () => {
    const [first, same, stranger] = [await index(1), await index(1), await index(2)];
    await create('ada');
    await create('bob');
    await associate('ada', [first]);
    await associate('bob', [stranger]);
    const { AssociatedFaces, UnsuccessfulFaceAssociations } = await associate('ada', [same, stranger, UNKNOWN]);
    expect(AssociatedFaces).toEqual([{ FaceId: same }]);
    expect(UnsuccessfulFaceAssociations).toEqual([
      { FaceId: stranger, UserId: 'bob', Reasons: ['ASSOCIATED_TO_A_DIFFERENT_USER'] },
      { FaceId: UNKNOWN, Reasons: ['FACE_NOT_FOUND'] },
    ]);
    const unlike = await index(3);
    expect((await associate('ada', [unlike])).UnsuccessfulFaceAssociations).toEqual([{ FaceId: unlike, UserId: 'ada', Confidence: expect.any(Number), Reasons: ['LOW_MATCH_CONFIDENCE'] }]);
    expect((await associate('ada', [unlike], { UserMatchThreshold: 0 })).AssociatedFaces).toEqual([{ FaceId: unlike }]);
    await expect(associate('nobody', [first])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('have a hundred faces at most', async () => {
    await create('ada');
    const faces = await Promise.all(Array.from({ length: 101 }, () => index(1)));
    const [last = '', ...hundred] = faces;
    await associate('ada', hundred.slice(0, 50));
    const { AssociatedFaces, UnsuccessfulFaceAssociations } = await associate('ada', [...hundred.slice(50), last]);
    expect(AssociatedFaces).toHaveLength(50);
    expect(UnsuccessfulFaceAssociations).toEqual([{ FaceId: last, UserId: 'ada', Reasons: [] }]);
    await expect(associate('ada', [last])).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  });

  it('lose faces, and say which were not theirs', async () => {
    const [hers, his, nobodys] = [await index(1), await index(2), await index(3)];
    await create('ada');
    await create('bob');
    await associate('ada', [hers]);
    await associate('bob', [his]);
    const answer = await client.send(new DisassociateFacesCommand({ CollectionId, UserId: 'ada', FaceIds: [hers, his, nobodys, UNKNOWN] }));
    expect(answer).toMatchObject({
      DisassociatedFaces: [{ FaceId: hers }],
      UnsuccessfulFaceDisassociations: [
        { FaceId: his, UserId: 'bob', Reasons: ['ASSOCIATED_TO_A_DIFFERENT_USER'] },
        { FaceId: UNKNOWN, Reasons: ['FACE_NOT_FOUND'] },
      ],
      UserStatus: 'CREATED',
    });
    expect((await client.send(new SearchUsersByImageCommand({ CollectionId, Image: axisImage(1) }))).UserMatches).toEqual([]);
  });

  it('are found by image, by face and by user', async () => {
    const [face, second, twin] = [await index(1), await index(2), await index(1)];
    for (const UserId of ['ada', 'bob', 'twin']) await create(UserId);
    await associate('ada', [face]);
    await associate('bob', [second]);
    await associate('twin', [twin]);
    const byImage = await client.send(new SearchUsersByImageCommand({ CollectionId, Image: axisImage(2) }));
    expect(byImage).toMatchObject({ UserMatches: [{ Similarity: 100, User: { UserId: 'bob', UserStatus: 'ACTIVE' } }], SearchedFace: { FaceDetail: { Confidence: 99.5 } }, UnsearchedFaces: [] });
    const byFace = await client.send(new SearchUsersCommand({ CollectionId, FaceId: face }));
    expect(byFace).toMatchObject({ SearchedFace: { FaceId: face } });
    expect(byFace.UserMatches?.map((match) => match.User?.UserId)).toEqual(['ada', 'twin']);
    const byUser = await client.send(new SearchUsersCommand({ CollectionId, UserId: 'ada' }));
    expect(byUser).toMatchObject({ SearchedUser: { UserId: 'ada' } });
    expect(byUser.UserMatches?.map((match) => match.User?.UserId)).toEqual(['twin']);
    await expect(client.send(new SearchUsersCommand({ CollectionId }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(client.send(new SearchUsersCommand({ CollectionId, UserId: 'ada', FaceId: face }))).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(client.send(new SearchUsersCommand({ CollectionId, UserId: 'nobody' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('are made by one request however often it is sent, a restart notwithstanding', async () => {
    const [face, other] = [await index(1), await index(1)];
    const ClientRequestToken = randomUUID();
    const creation = { CollectionId, UserId: 'ada', ClientRequestToken };
    await client.send(new CreateUserCommand(creation));
    const first = await associate('ada', [face], { ClientRequestToken });
    await stop();
    await serve();
    await client.send(new CreateUserCommand(creation));
    const again = await associate('ada', [face], { ClientRequestToken });
    expect(again.AssociatedFaces).toEqual(first.AssociatedFaces);
    await expect(associate('ada', [other], { ClientRequestToken })).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    await client.send(new DeleteUserCommand(creation));
    await stop();
    await serve();
    await client.send(new DeleteUserCommand(creation));
    expect((await client.send(new ListUsersCommand({ CollectionId }))).Users).toEqual([]);
  });

  it('and faces of a collection are compared with each other', async () => {
    const [face, same] = [await index(1), await index(1), await index(2)];
    expect(await client.send(new SearchFacesCommand({ CollectionId, FaceId: face }))).toMatchObject({ SearchedFaceId: face, FaceMatches: [{ Similarity: 100, Face: { FaceId: same } }] });
    expect((await client.send(new SearchFacesCommand({ CollectionId, FaceId: face, FaceMatchThreshold: 0, MaxFaces: 1 }))).FaceMatches).toHaveLength(1);
    await expect(client.send(new SearchFacesCommand({ CollectionId, FaceId: UNKNOWN }))).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'faceId was not found in the collection.' });
  });
});
