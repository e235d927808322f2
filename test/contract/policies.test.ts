import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { InvalidRequestError, PolicyChangedError } from '../../domain/errors.ts';
import { createPolicy, rulesOf, type PolicyRules } from '../../domain/policy.ts';
import { DynamoDbPolicies } from '../../functions/shared/adapters/dynamodb-policies.ts';
import { changePolicy } from '../../functions/shared/logic/policy-changes.ts';
import type { TableResource } from '../../local/assembly/assembly.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../helpers/local-aws.ts';
import { POLICY } from '../helpers/observations.ts';

const NAMES = ['first', 'second', 'raced', 'listed'] as const;

const tableOf = (name: string): TableResource => ({
  name,
  arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
  timeToLiveAttribute: null,
  properties: {
    AttributeDefinitions: [{ AttributeName: 'policyName', AttributeType: 'S' }, { AttributeName: 'revision', AttributeType: 'N' }],
    KeySchema: [{ AttributeName: 'policyName', KeyType: 'HASH' }, { AttributeName: 'revision', KeyType: 'RANGE' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
});

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let client: DynamoDBClient;

beforeAll(async () => {
  folder = await createDataFolder();
  aws = await startLocalAws(folder.path, { tables: NAMES.map(tableOf) });
  client = new DynamoDBClient(aws.client);
});
afterAll(async () => {
  client.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  expect(aws.defects).toEqual([]);
});

const INITIAL = rulesOf(POLICY);
const policiesIn = (table: (typeof NAMES)[number]): DynamoDbPolicies => new DynamoDbPolicies(DynamoDBDocumentClient.from(client), table, POLICY);
const rulesAt = (faceMatchPercent: number): PolicyRules => ({ ...INITIAL, faceMatchPercent });
const change = (rules: PolicyRules, basedOn: string | null = null, createdBy = 'admin-1') => ({ rules, basedOn, createdBy, createdAt: '2026-03-01T10:00:00.000Z' });

describe('policies', () => {
  it('are what the stack’s parameters say until one is put, which then is in force', async () => {
    const policies = policiesIn('first');
    expect(await policies.currentRevision()).toEqual({ revision: 0, policy: POLICY, createdAt: null, createdBy: null });
    const put = await changePolicy(policies, change(rulesAt(90), POLICY.version));
    expect(put).toEqual(createPolicy(rulesAt(90)));
    expect(await policies.current()).toEqual(put);
    expect(await policies.currentRevision()).toMatchObject({ revision: 1, createdAt: '2026-03-01T10:00:00.000Z', createdBy: 'admin-1' });
  });

  it('stay as they are for the same rules again, are put back, and are not changed by who has read another', async () => {
    const policies = policiesIn('second');
    const put = await changePolicy(policies, change(rulesAt(90), POLICY.version));
    expect(await changePolicy(policies, change(rulesAt(90), POLICY.version, 'admin-2'))).toEqual(put);
    expect(await policies.currentRevision()).toMatchObject({ revision: 1, createdBy: 'admin-1' });
    await expect(changePolicy(policies, change(rulesAt(95), POLICY.version))).rejects.toThrow(PolicyChangedError);
    expect(await changePolicy(policies, change(INITIAL, put.version))).toEqual(POLICY);
    expect(await policies.currentRevision()).toMatchObject({ revision: 2, policy: POLICY });
  });

  it('are numbered without a gap when many are put at once; of many based on the same one is put', async () => {
    const policies = policiesIn('raced');
    const based = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => changePolicy(policies, change(rulesAt(60 + index), POLICY.version))));
    expect(based.map(({ status }) => status).sort()).toEqual(['fulfilled', ...Array.from({ length: 7 }, () => 'rejected')]);
    await Promise.all(Array.from({ length: 4 }, (_, index) => changePolicy(policies, change(rulesAt(80 + index)))));
    const { items } = await policies.list(null);
    expect(items.map(({ revision }) => revision)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(items.slice(0, 4).map(({ policy }) => policy.faceMatchPercent).sort()).toEqual([80, 81, 82, 83]);
  });

  it('are listed newest first, page by page, while others arrive', async () => {
    const policies = policiesIn('listed');
    for (let index = 1; index <= 30; index += 1) await policies.putAfter(index - 1, rulesAt(index), { createdAt: '2026-03-01T10:00:00.000Z', createdBy: 'admin-1' });
    expect(await policies.putAfter(29, rulesAt(50), { createdAt: '2026-03-01T11:00:00.000Z', createdBy: 'admin-2' })).toBeNull();
    const first = await policies.list(null);
    await policies.putAfter(30, rulesAt(99), { createdAt: '2026-03-01T10:00:00.000Z', createdBy: 'admin-1' });
    const second = await policies.list(first.nextCursor);
    expect([...first.items, ...second.items].map(({ revision }) => revision)).toEqual(Array.from({ length: 31 }, (_, index) => 30 - index));
    expect(second.nextCursor).toBeNull();
    await expect(policies.list('bm90IGEgY3Vyc29y')).rejects.toThrow(InvalidRequestError);
  });
});
