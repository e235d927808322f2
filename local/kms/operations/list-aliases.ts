import { ACCOUNT_ID, REGION } from '../../aws/service.ts';
import type { KeyRing } from '../key-ring.ts';
import { page } from './page.ts';
import { KeyIdSchema, PagingSchema, parseInput } from './parse-input.ts';

const Schema = PagingSchema.extend({ KeyId: KeyIdSchema.optional() });

/** All aliases, or those of one key. */
export function listAliases(ring: KeyRing, raw: Record<string, unknown>): unknown {
  const input = parseInput(Schema, raw);
  const keys = input.KeyId === undefined ? ring.keys : [ring.find(input.KeyId)];
  const aliases = keys.flatMap(({ resource, createdAt }) =>
    resource.aliases.map((name) => ({
      AliasName: name,
      AliasArn: `arn:aws:kms:${REGION}:${ACCOUNT_ID}:${name}`,
      TargetKeyId: resource.keyId,
      CreationDate: createdAt.getTime() / 1_000,
      LastUpdatedDate: createdAt.getTime() / 1_000,
    })),
  );
  const { items, ...paging } = page(aliases, input);
  return { Aliases: items, ...paging };
}
