import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 } from 'uuid';
import { writeCursor } from '../../functions/shared/cursor.ts';
import { DynamoDbImports } from '../../functions/shared/adapters/dynamodb-imports.ts';
import { listImports } from '../../functions/shared/logic/find-import.ts';
import type { ImportRecord } from '../../functions/shared/ports/imports.ts';
import type { Workflow } from '../../functions/shared/ports/workflow.ts';
import { INDEX } from '../../infra/constructs/tables.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../helpers/local-aws.ts';
import { productTables } from '../helpers/product-tables.ts';

/** Importing the CDK takes its time on a busy machine. */
const START_TIMEOUT_MS = 120_000;
const COUNT = 60;
const startMs = Date.now() - COUNT * 1_000;

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let documents: DynamoDBDocumentClient;
let imports: DynamoDbImports;
/** First to last. */
const begun: string[] = [];

async function begin(atMs: number): Promise<string> {
  const importId = v4();
  await imports.create({ importId, createdBy: 'admin-1', creatorEmail: 'admin@example.org', createdAt: new Date(atMs).toISOString(), uploadExpiresAt: new Date(atMs + 3_600_000).toISOString() });
  return importId;
}

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: productTables(), buckets: [] });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(aws.client));
  imports = new DynamoDbImports(documents, 'Imports', INDEX.importsByTime);
  for (let index = 0; index < COUNT; index += 1) begun.push(await begin(startMs + index * 1_000));
}, START_TIMEOUT_MS);

afterAll(async () => {
  documents.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

async function readAll(onPage: () => Promise<unknown> = async () => Promise.resolve()): Promise<ImportRecord[]> {
  const all: ImportRecord[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<DynamoDbImports['list']>> = await imports.list(cursor);
    all.push(...page.items);
    cursor = page.nextCursor;
    await onPage();
  } while (cursor !== null);
  return all;
}

describe('imports', () => {
  it('are listed newest first, each once, without their rows, while others are begun', async () => {
    const [first = ''] = begun;
    await imports.addRows(first, [{ row: 1, line: 2, file: 'ada.jpg', fullName: 'Ada', externalId: null, attempt: 1, photo: null, result: null }]);
    const listed = await readAll(async () => begin(Date.now() + 60_000));
    expect(listed.map(({ importId }) => importId)).toEqual([...begun].reverse());
    expect(listed.at(-1)).toEqual({
      importId: first,
      status: 'awaitingUpload',
      createdBy: 'admin-1',
      creatorEmail: 'admin@example.org',
      createdAt: new Date(startMs).toISOString(),
      uploadExpiresAt: new Date(startMs + 3_600_000).toISOString(),
      startedAt: null,
      completedAt: null,
      archive: null,
      rowCount: null,
      counts: null,
      error: null,
    });
  });

  it('that have expired are not there', async () => {
    const importId = begun[1] ?? '';
    await documents.send(new UpdateCommand({ TableName: 'Imports', Key: { importId, row: 0 }, UpdateExpression: 'SET expiresAt = :past', ExpressionAttributeValues: { ':past': Math.floor(Date.now() / 1_000) - 1 } }));
    expect(await imports.find(importId)).toBeNull();
    expect((await readAll()).map((record) => record.importId)).not.toContain(importId);
  });

  it('refuse the cursor of another list, and one that is made up', async () => {
    for (const cursor of [writeCursor({ row: 1 }), writeCursor({ createdAt: 'yesterday', importId: 'x' }, { list: 'imports' }), writeCursor({ createdAt: new Date().toISOString(), importId: v4() }, { list: 'sessions' }), 'nonsense']) {
      await expect(imports.list(cursor)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'cursor' });
    }
  });

  it('whose execution is gone are listed as failed, others as they are', async () => {
    const [, , running = '', gone = ''] = begun;
    for (const importId of [running, gone]) await imports.begin(importId, { etag: 'e', sizeBytes: 1 }, new Date(Date.now() - 3_600_000).toISOString());
    const workflow = { arnOf: (name: string) => name, result: async (arn: string) => Promise.resolve(arn === running ? ('RUNNING' as const) : null) } as Pick<Workflow, 'arnOf' | 'result'> as Workflow;
    const statuses = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listImports>> = await listImports({ imports, workflow, now: () => new Date() }, cursor);
      for (const { importId, status, error } of page.items) statuses.set(importId, error === null ? status : `${status} ${error.code}`);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect([statuses.get(running), statuses.get(gone), statuses.get(begun[4] ?? '')]).toEqual(['running', 'failed INTERRUPTED', 'awaitingUpload']);
  });
});
