import { z } from 'zod';
import type { TableResource } from './assembly.ts';
import type { StackModel } from './stack-model.ts';

const KeySchemaSchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const IndexSchema = z.object({
  IndexName: z.string(),
  KeySchema: KeySchemaSchema,
  Projection: z.object({ ProjectionType: z.string().optional(), NonKeyAttributes: z.array(z.string()).optional() }),
});

const TableSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: KeySchemaSchema,
  GlobalSecondaryIndexes: z.array(IndexSchema).optional(),
  LocalSecondaryIndexes: z.array(IndexSchema).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
});

/**
 * The tables, of either resource type, as CreateTable takes them. Keys and indexes only: capacity means nothing on one machine, so every table is
 * billed by request, and backups, encryption, replicas and tags are a matter of AWS.
 */
export function readTables(stack: StackModel): TableResource[] {
  return stack.resourcesOf(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], TableSchema).map(({ logicalId, place, properties }) => {
    const { TimeToLiveSpecification: timeToLive, ...keysAndIndexes } = properties;
    const name = stack.nameOf(logicalId, place);
    return {
      name,
      arn: stack.arnOf(logicalId, place),
      properties: { TableName: name, BillingMode: 'PAY_PER_REQUEST', ...keysAndIndexes },
      timeToLiveAttribute: timeToLive?.Enabled ? (timeToLive.AttributeName ?? null) : null,
    };
  });
}
