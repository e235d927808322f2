import { z } from 'zod';
import type { Machine } from '../machines/machine.ts';
import { resourceNotFound, tooManyTags } from './errors.ts';
import type { OperationContext } from './operation-context.ts';
import { findMachine } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

/** Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_Tag.html */
export const TagsSchema = z.array(z.object({ key: z.string().min(1).max(128), value: z.string().max(256) }));

/** The most tags that a resource may have. */
const MAX_TAGS = 50;

/** @throws ResourceNotFound, InvalidArn, TooManyTags */
export async function tagResource(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { resourceArn, tags } = parseInput(z.object({ resourceArn: z.string(), tags: TagsSchema }), raw);
  const { resource } = taggedMachine(context, resourceArn);
  await context.machines.setTags(resource.arn, (machine) => {
    const all = { ...machine.tags, ...Object.fromEntries(tags.map(({ key, value }) => [key, value])) };
    if (Object.keys(all).length > MAX_TAGS) throw tooManyTags(resourceArn);
    return all;
  });
  return {};
}

/** @throws ResourceNotFound, InvalidArn */
export async function untagResource(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { resourceArn, tagKeys } = parseInput(z.object({ resourceArn: z.string(), tagKeys: z.array(z.string()) }), raw);
  const { resource } = taggedMachine(context, resourceArn);
  await context.machines.setTags(resource.arn, (machine) => Object.fromEntries(Object.entries(machine.tags).filter(([key]) => !tagKeys.includes(key))));
  return {};
}

/** @throws ResourceNotFound, InvalidArn */
export function listTagsForResource(context: OperationContext, raw: Record<string, unknown>): unknown {
  const { resourceArn } = parseInput(z.object({ resourceArn: z.string() }), raw);
  return { tags: Object.entries(taggedMachine(context, resourceArn).tags).map(([key, value]) => ({ key, value })) };
}

function taggedMachine(context: OperationContext, arn: string): Machine {
  const machine = findMachine(context, arn);
  if (!machine) throw resourceNotFound(arn);
  return machine;
}
