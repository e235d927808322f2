import { describe, expect, it } from '@jest/globals';
import { definitionOf, differenceOf } from '../../../local/dynamodb/table-definition.ts';

const KEYS = {
  AttributeDefinitions: [{ AttributeName: 'sessionId', AttributeType: 'S' }, { AttributeName: 'day', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'sessionId', KeyType: 'HASH' }],
};
const INDEX = { IndexName: 'byDay', KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } };
const table = (properties: Record<string, unknown>) => ({ name: 'Sessions', arn: '', timeToLiveAttribute: null, properties });

describe('the definition of a table', () => {
  it('takes what decides about the data from a global table and leaves the rest', () => {
    const definition = definitionOf(table({
      ...KEYS,
      GlobalSecondaryIndexes: [{ ...INDEX, WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: {} }, ContributorInsightsSpecification: { Enabled: true } }],
      Replicas: [{ Region: 'us-east-1', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
      SSESpecification: { SSEEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    }));
    expect(definition).toEqual({ TableName: 'Sessions', ...KEYS, GlobalSecondaryIndexes: [INDEX], BillingMode: 'PAY_PER_REQUEST' });
  });

  it('names no indexes where the list is empty, which CreateTable refuses', () => {
    expect(definitionOf(table({ ...KEYS, LocalSecondaryIndexes: [], GlobalSecondaryIndexes: [] }))).toEqual({ TableName: 'Sessions', ...KEYS, BillingMode: 'PAY_PER_REQUEST' });
  });

  it('is the same whatever the order of attributes and indexes', () => {
    const other = { ...INDEX, IndexName: 'byDayToo' };
    const one = definitionOf(table({ ...KEYS, GlobalSecondaryIndexes: [INDEX, other] }));
    const two = definitionOf(table({ ...KEYS, AttributeDefinitions: KEYS.AttributeDefinitions.toReversed(), GlobalSecondaryIndexes: [other, INDEX] }));
    expect(differenceOf(one, two)).toBeNull();
    expect(differenceOf(one, definitionOf(table({ ...KEYS, GlobalSecondaryIndexes: [INDEX] })))).toBe('indexes');
  });
});
