import { isDeepStrictEqual } from 'node:util';
import type { TableResource } from '../assembly/assembly.ts';

type Properties = Record<string, unknown>;

export const INDEX_KINDS = ['LocalSecondaryIndexes', 'GlobalSecondaryIndexes'] as const;
type IndexKind = (typeof INDEX_KINDS)[number];

/** What decides whether data written by one definition can be read by another. */
export interface TableDefinition {
  TableName: string;
  AttributeDefinitions: unknown;
  KeySchema: unknown;
  LocalSecondaryIndexes?: Properties[];
  GlobalSecondaryIndexes?: Properties[];
}

/**
 * The part of a template's table (AWS::DynamoDB::Table or GlobalTable) that CreateTable takes here. Capacity, encryption, backups,
 * replicas, tags and protection mean nothing on one machine, and every table is on demand.
 */
export function definitionOf(table: TableResource): TableDefinition & { BillingMode: 'PAY_PER_REQUEST' } {
  const { properties } = table;
  return {
    TableName: table.name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    ...indexes('LocalSecondaryIndexes', properties),
    ...indexes('GlobalSecondaryIndexes', properties),
    BillingMode: 'PAY_PER_REQUEST',
  };
}

/** What differs between two definitions of a table: its keys, which are as they are for good, or its indexes, which can be made anew. Null where nothing does. */
export function differenceOf(actual: TableDefinition, wanted: TableDefinition): 'keys' | 'indexes' | null {
  if (!isDeepStrictEqual(keysOf(actual), keysOf(wanted))) return 'keys';
  const isSame = INDEX_KINDS.every((kind) => isDeepStrictEqual(byName(indexes(kind, actual)[kind], 'IndexName'), byName(wanted[kind], 'IndexName')));
  return isSame && isDeepStrictEqual(attributesOf(actual), attributesOf(wanted)) ? null : 'indexes';
}

/** The attributes of the table's own key, each with its type. */
function keysOf(definition: TableDefinition): unknown[] {
  const keys = plain(definition.KeySchema) as Properties[];
  return keys.map((key) => [key, attributesOf(definition).find(({ AttributeName }) => AttributeName === key.AttributeName)]);
}

function attributesOf({ AttributeDefinitions }: TableDefinition): Properties[] {
  return byName(AttributeDefinitions, 'AttributeName');
}

function indexes<Kind extends IndexKind>(kind: Kind, properties: Partial<Record<IndexKind, unknown>>): Partial<Record<Kind, Properties[]>> {
  const list = properties[kind] as Properties[] | undefined;
  if (!list?.length) return {};
  const kept: Partial<Record<IndexKind, Properties[]>> = { [kind]: list.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection })) };
  return kept;
}

function byName(list: unknown, name: string): Properties[] {
  const entries = plain(list ?? []) as Properties[];
  return entries.sort((a, b) => String(a[name]).localeCompare(String(b[name])));
}

/** Without the prototypes and absent members that a store's own objects have. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
