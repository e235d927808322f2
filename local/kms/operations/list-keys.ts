import type { KeyRing } from '../key-ring.ts';
import { page } from './page.ts';
import { PagingSchema, parseInput } from './parse-input.ts';

export function listKeys(ring: KeyRing, raw: Record<string, unknown>): unknown {
  const { items, ...paging } = page(ring.keys, parseInput(PagingSchema, raw));
  return { Keys: items.map(({ resource }) => ({ KeyId: resource.keyId, KeyArn: resource.arn })), ...paging };
}
