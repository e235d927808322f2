import { z } from 'zod';
import type { KeyMatcher, ObjectCreatedTrigger, RuleResource, RuleTarget, ScheduleTrigger, TargetInput } from './assembly.ts';
import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';
import type { StackModel } from './stack-model.ts';

const JsonPathSchema = z.string().regex(/^\$(?:\.[A-Za-z0-9_-]+)*$/, 'only members are selected on one machine, as in $.detail.object.key');

const TargetSchema = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: JsonPathSchema.optional(),
  InputTransformer: z.strictObject({ InputTemplate: z.string(), InputPathsMap: z.record(z.string(), JsonPathSchema).default({}) }).optional(),
  // How often AWS tries, and as whom: one machine has its own answers.
  RoleArn: z.unknown().optional(),
  RetryPolicy: z.unknown().optional(),
  DeadLetterConfig: z.unknown().optional(),
});
type TargetProperties = z.infer<typeof TargetSchema>;

const KeyMatcherSchema = z.union([
  z.string().transform((equals): KeyMatcher => ({ equals })),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
]);

/** The one pattern that is matched on one machine. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const ObjectCreatedSchema = z.strictObject({
  source: z.tuple([z.literal('aws.s3')]),
  'detail-type': z.tuple([z.literal('Object Created')]),
  detail: z.strictObject({
    bucket: z.strictObject({ name: z.array(z.string()).min(1) }),
    object: z.strictObject({ key: z.array(KeyMatcherSchema).min(1) }).optional(),
  }),
});

const RuleSchema = z.object({
  ScheduleExpression: z.string().optional(),
  EventPattern: z.unknown().optional(),
  EventBusName: z.unknown().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(TargetSchema).default([]),
});
type RuleProperties = z.infer<typeof RuleSchema>;

const EventBridgeSchema = z.object({
  NotificationConfiguration: z.object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.coerce.boolean() }).optional() }).optional(),
});

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The enabled rules of the default event bus.
 *
 * @throws AssemblyError UNSUPPORTED for what one machine does not serve: `cron(…)`, events of other services, patterns that match on more than a bucket
 *   and its keys, targets that are neither function nor state machine
 */
export function readRules(stack: StackModel): RuleResource[] {
  const announcing = bucketsThatAnnounce(stack);
  const rules = stack.resourcesOf(['AWS::Events::Rule'], RuleSchema);
  return rules.filter(({ properties }) => properties.State === 'ENABLED').map(({ logicalId, place, properties }) => {
    if (properties.EventBusName !== undefined) throw new AssemblyError('UNSUPPORTED', 'one machine has the default event bus alone', below(place, 'EventBusName'));
    return {
      name: stack.nameOf(logicalId, place),
      arn: stack.arnOf(logicalId, place),
      trigger: triggerOf(properties, announcing, place),
      targets: properties.Targets.map((target, index) => targetOf(target, below(place, `Targets.${String(index)}`))),
    };
  });
}

function triggerOf({ ScheduleExpression: schedule, EventPattern: pattern }: RuleProperties, announcing: ReadonlySet<string>, place: Place): ScheduleTrigger | ObjectCreatedTrigger {
  if (pattern === undefined) return { type: 'schedule', everyMs: everyMs(schedule ?? '', below(place, 'ScheduleExpression')) };
  if (schedule !== undefined) throw new AssemblyError('UNSUPPORTED', 'a rule has a schedule or a pattern on one machine, not both', place);
  const parsed = ObjectCreatedSchema.safeParse(pattern);
  if (!parsed.success) {
    throw new AssemblyError('UNSUPPORTED', `only S3's Object Created is matched on one machine, by bucket name and the key's text, prefix or suffix: ${z.prettifyError(parsed.error)}`, below(place, 'EventPattern'), parsed.error);
  }
  const { bucket, object } = parsed.data.detail;
  const silent = bucket.name.find((name) => !announcing.has(name));
  if (silent !== undefined) throw new AssemblyError('UNSUPPORTED', `the bucket ${silent} sends no events: its NotificationConfiguration must enable EventBridge`, below(place, 'EventPattern'));
  return { type: 'object-created', buckets: bucket.name, keys: object?.key ?? null };
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
function everyMs(expression: string, place: Place): number {
  const [, count = '', unit = '', plural = ''] = /^rate\(([1-9]\d{0,5}) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined || (count === '1') !== (plural === '')) throw new AssemblyError('UNSUPPORTED', `one machine runs rate(…) of minutes, hours or days, not ${expression}`, place);
  return Number(count) * unitMs;
}

function targetOf(target: TargetProperties, place: Place): RuleTarget {
  const kind = /^arn:[^:]*:lambda:[^:]*:\d*:function:/.test(target.Arn) ? 'function' : /^arn:[^:]*:states:[^:]*:\d*:stateMachine:/.test(target.Arn) ? 'state-machine' : null;
  if (kind === null) throw new AssemblyError('UNSUPPORTED', `functions and state machines are targets on one machine, not ${target.Arn}`, below(place, 'Arn'));
  return { id: target.Id, kind, arn: target.Arn, input: inputOf(target, place) };
}

function inputOf({ Input: json, InputPath: path, InputTransformer: transformer }: TargetProperties, place: Place): TargetInput {
  if (json !== undefined) return { type: 'constant', json };
  if (path !== undefined) return { type: 'path', path };
  if (transformer === undefined) return { type: 'event' };
  const { InputTemplate: template, InputPathsMap: paths } = transformer;
  const unknown = [...template.matchAll(/<([^<>]+)>/g)].find(([, name = '']) => !Object.hasOwn(paths, name));
  if (unknown) throw new AssemblyError('UNSUPPORTED', `the template's ${unknown[0]} is not in InputPathsMap`, below(place, 'InputTransformer'));
  return { type: 'transformer', paths, template };
}

function bucketsThatAnnounce(stack: StackModel): ReadonlySet<string> {
  const buckets = stack.resourcesOf(['AWS::S3::Bucket'], EventBridgeSchema);
  return new Set(buckets.filter(({ properties }) => properties.NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled === true).map(({ logicalId, place }) => stack.nameOf(logicalId, place)));
}

const below = ({ resource, path }: Place, member: string): Place => ({ resource, path: `${path}.${member}` });
