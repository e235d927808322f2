import { z } from 'zod';
import type { BucketResource } from './assembly.ts';
import type { StackModel } from './stack-model.ts';

const CorsSchema = z.object({
  CorsRules: z.array(z.object({
    AllowedOrigins: z.array(z.string()),
    AllowedMethods: z.array(z.string()),
    AllowedHeaders: z.array(z.string()).default([]),
    ExposedHeaders: z.array(z.string()).default([]),
    MaxAge: z.coerce.number().optional(),
  })),
});

/** A rule by sizes is refused: read without them, it would delete what it must not. */
const LifecycleSchema = z.object({
  Rules: z.array(z.object({
    Status: z.enum(['Enabled', 'Disabled']),
    Prefix: z.string().default(''),
    ExpirationInDays: z.coerce.number().positive().optional(),
    ExpirationDate: z.undefined().optional(),
    TagFilters: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
    ObjectSizeGreaterThan: z.undefined().optional(),
    ObjectSizeLessThan: z.undefined().optional(),
  })),
});

const BucketSchema = z.object({ CorsConfiguration: CorsSchema.optional(), LifecycleConfiguration: LifecycleSchema.optional() });

/** The buckets with what browsers may do to them and when their objects expire; all else about them is a matter of AWS. */
export function readBuckets(stack: StackModel): BucketResource[] {
  return stack.resourcesOf(['AWS::S3::Bucket'], BucketSchema).map(({ logicalId, place, properties }) => ({
    name: stack.nameOf(logicalId, place),
    arn: stack.arnOf(logicalId, place),
    corsRules: (properties.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
      allowedOrigins: rule.AllowedOrigins,
      allowedMethods: rule.AllowedMethods,
      allowedHeaders: rule.AllowedHeaders,
      exposedHeaders: rule.ExposedHeaders,
      maxAgeSeconds: rule.MaxAge ?? null,
    })),
    expirations: (properties.LifecycleConfiguration?.Rules ?? [])
      .filter(({ Status }) => Status === 'Enabled')
      .flatMap(({ Prefix, ExpirationInDays, TagFilters }) => {
        const tags = Object.fromEntries(TagFilters.map(({ Key, Value }) => [Key, Value]));
        return ExpirationInDays === undefined ? [] : [{ prefix: Prefix, days: ExpirationInDays, tags }];
      }),
  }));
}
