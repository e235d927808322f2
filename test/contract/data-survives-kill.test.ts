import { createHash } from 'node:crypto';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { createDataFolder } from '../helpers/data-folder.ts';
import { startLocalAws } from '../helpers/local-aws.ts';

const ROUNDS = 2;
const ACKNOWLEDGED_BEFORE_KILL = 60;
const WRITERS = 8;
const PROGRAM = join(import.meta.dirname, '../helpers/local-aws-process.ts');

/** Starts the parts in a process of their own and answers what it said: where they are, or why they are not. */
async function startProcess(dataDir: string): Promise<{ child: ChildProcess; said: { url?: string; error?: { name: string; message: string } } }> {
  const child = fork(PROGRAM, [dataDir], { execArgv: [] });
  const [said] = (await once(child, 'message')) as [{ url?: string; error?: { name: string; message: string } }];
  return { child, said };
}

const client = (endpoint: string) => ({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Writes from several sides until the process is killed with SIGKILL in the midst of it; answers what was acknowledged. */
async function writeUntilKilled(child: ChildProcess, write: (name: string) => Promise<unknown>, round: number): Promise<string[]> {
  const acknowledged: string[] = [];
  const writer = async (side: number): Promise<void> => {
    for (let count = 0; child.signalCode === null && !child.killed; count += 1) {
      const name = `${round}-${side}-${count}`;
      if (!(await write(name).then(() => true, () => false))) return;
      acknowledged.push(name);
      if (acknowledged.length === ACKNOWLEDGED_BEFORE_KILL) child.kill('SIGKILL');
    }
  };
  const exited = once(child, 'exit');
  await Promise.all(Array.from({ length: WRITERS }, (_, side) => writer(side)));
  await exited;
  return acknowledged;
}

describe('a process killed while it writes', () => {
  it('keeps every acknowledged item, and its indexes list what the table holds', async () => {
    await using data = await createDataFolder();
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { child, said } = await startProcess(data.path);
      const dynamoDb = new DynamoDBClient(client(said.url ?? ''));
      acknowledged.push(...await writeUntilKilled(child, (name) => dynamoDb.send(new PutItemCommand({ TableName: 'Verdicts', Item: { sessionId: { S: name }, sequence: { N: '1' }, verdictId: { S: name } } })), round));
      dynamoDb.destroy();
    }

    await using aws = await startLocalAws(data.path);
    const dynamoDb = new DynamoDBClient(aws.client);
    const listed = async (IndexName?: string): Promise<string[]> => {
      const ids: string[] = [];
      for await (const page of paginateScan({ client: dynamoDb }, { TableName: 'Verdicts', IndexName })) ids.push(...(page.Items ?? []).map((item) => item.verdictId?.S ?? ''));
      return ids.sort();
    };
    const items = await listed();
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * ACKNOWLEDGED_BEFORE_KILL);
    expect(items).toEqual(expect.arrayContaining(acknowledged));
    await expect(listed('byVerdictId')).resolves.toEqual(items);
    dynamoDb.destroy();
  });

  it('keeps every acknowledged object, and shows none in part', async () => {
    await using data = await createDataFolder();
    const contentOf = (name: string): Buffer => Buffer.alloc(600_000, name);
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { child, said } = await startProcess(data.path);
      const s3 = new S3Client(client(said.url ?? ''));
      acknowledged.push(...await writeUntilKilled(child, (name) => s3.send(new PutObjectCommand({ Bucket: 'frames', Key: `frames/${name}`, Body: contentOf(name) })), round));
      s3.destroy();
    }

    await using aws = await startLocalAws(data.path);
    const s3 = new S3Client(aws.client);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'frames' }));
    const names = Contents.map(({ Key = '' }) => Key.replace('frames/', ''));
    expect(names).toEqual(expect.arrayContaining(acknowledged));
    for (const name of names) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'frames', Key: `frames/${name}` }));
      expect(sha256((await Body?.transformToByteArray()) ?? new Uint8Array())).toBe(sha256(contentOf(name)));
    }
    s3.destroy();
  });

  it('leaves the data to the next one, which a living process does not', async () => {
    await using data = await createDataFolder();
    const first = await startProcess(data.path);
    const second = await startProcess(data.path);
    await once(second.child, 'exit');
    expect(second.said.error).toMatchObject({ name: 'DataFolderInUseError', message: expect.stringContaining(data.path) });
    const exited = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await exited;
    await using third = await startLocalAws(data.path);
    expect(third.url).toMatch(/^http:/);
  });
});
