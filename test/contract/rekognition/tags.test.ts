import { expect, it } from '@jest/globals';
import {
  CreateCollectionCommand,
  DescribeCollectionCommand,
  ListTagsForResourceCommand,
  RekognitionClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-rekognition';
import { createRekognition } from '../../../local/rekognition/create-rekognition.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { FakeVision } from '../../helpers/fake-vision.ts';
import { serveAwsService } from '../../helpers/serve-aws-service.ts';

async function served(stack: AsyncDisposableStack, dataDir: string): Promise<RekognitionClient> {
  const rekognition = await createRekognition({ vision: new FakeVision(), dataDir, readS3Object: () => Promise.reject(new Error('none')), onDefect: () => undefined });
  const client = new RekognitionClient({ endpoint: stack.use(await serveAwsService(rekognition)).url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
  stack.defer(() => {
    client.destroy();
  });
  return client;
}

it('a collection keeps the tags it was created with and is given, through a restart', async () => {
  await using folder = await createDataFolder();
  const ResourceArn = 'arn:aws:rekognition:us-east-1:000000000000:collection/staff';
  {
    await using stack = new AsyncDisposableStack();
    const client = await served(stack, folder.path);
    await client.send(new CreateCollectionCommand({ CollectionId: 'staff', Tags: { room: '1', exam: 'algebra' } }));
    expect((await client.send(new DescribeCollectionCommand({ CollectionId: 'staff' }))).CollectionARN).toBe(ResourceArn);
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { room: '2', day: '' } }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['exam', 'never there'] }));
  }
  await using stack = new AsyncDisposableStack();
  const client = await served(stack, folder.path);
  expect((await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual({ room: '2', day: '' });
  const many = Object.fromEntries(Array.from({ length: 199 }, (_, index) => [`key-${index}`, '']));
  await expect(client.send(new TagResourceCommand({ ResourceArn, Tags: many }))).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
});

it('tags of what is not there are refused', async () => {
  await using folder = await createDataFolder();
  await using stack = new AsyncDisposableStack();
  const client = await served(stack, folder.path);
  for (const ResourceArn of ['arn:aws:rekognition:us-east-1:000000000000:collection/none', 'arn:aws:rekognition:us-east-1:000000000000:streamprocessor/one']) {
    await expect(client.send(new ListTagsForResourceCommand({ ResourceArn }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  }
});
