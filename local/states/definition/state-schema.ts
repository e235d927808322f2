import { z } from 'zod';
import type { Json } from '../json.ts';

/*
 * The JSONata half of the Amazon States Language. Objects are strict: the fields of the JSONPath half (InputPath, Parameters, ResultSelector, ...)
 * are refused by name. A state that declares JSONPath, or nothing, and uses none of them means the same in both halves and is accepted.
 * Source: https://states-language.net/
 */

/** JSON whose strings may be JSONata expressions: `{% ... %}`. */
const TemplateSchema = z.custom<Json>((value) => value !== undefined);
const AssignSchema = z.record(z.string().regex(/^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u), TemplateSchema);
/** A number, or the expression of one. */
const NumberSchema = z.union([z.int().min(0), z.string()]);

const common = { Comment: z.string().optional(), QueryLanguage: z.enum(['JSONata', 'JSONPath']).optional() };
const data = { Assign: AssignSchema.optional(), Output: TemplateSchema.optional() };
const transition = { Next: z.string().optional(), End: z.boolean().optional() };

const RetrierSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.int().min(1).optional(),
  MaxAttempts: z.int().min(0).max(99_999_999).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});

const CatcherSchema = z.strictObject({ Comment: z.string().optional(), ErrorEquals: z.array(z.string()).min(1), Next: z.string(), ...data });

const handlers = { Retry: z.array(RetrierSchema).optional(), Catch: z.array(CatcherSchema).optional() };

const PassSchema = z.strictObject({ Type: z.literal('Pass'), ...common, ...data, ...transition });

const TaskSchema = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.string(),
  Arguments: TemplateSchema.optional(),
  TimeoutSeconds: NumberSchema.optional(),
  HeartbeatSeconds: NumberSchema.optional(),
  Credentials: z.strictObject({ RoleArn: z.string() }).optional(),
  ...common,
  ...data,
  ...transition,
  ...handlers,
});

const ChoiceSchema = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.array(z.strictObject({ Comment: z.string().optional(), Condition: z.union([z.boolean(), z.string()]), Next: z.string(), ...data })).min(1),
  Default: z.string().optional(),
  ...common,
  ...data,
});

const WaitSchema = z.strictObject({ Type: z.literal('Wait'), Seconds: NumberSchema.optional(), Timestamp: z.string().optional(), ...common, ...data, ...transition });

const SucceedSchema = z.strictObject({ Type: z.literal('Succeed'), ...common, Output: TemplateSchema.optional() });

const FailSchema = z.strictObject({ Type: z.literal('Fail'), ...common, Error: z.string().optional(), Cause: z.string().optional() });

/** A machine within a Parallel or Map state. */
export interface Branch {
  Comment?: string | undefined;
  StartAt: string;
  States: Record<string, State>;
}
const branch = { Comment: z.string().optional(), StartAt: z.string(), States: z.lazy((): z.ZodType<Record<string, State>> => StatesSchema) };
const BranchSchema: z.ZodType<Branch> = z.strictObject(branch);

const ParallelFieldsSchema = z.strictObject({ Type: z.literal('Parallel'), Arguments: TemplateSchema.optional(), ...common, ...data, ...transition, ...handlers });
const ParallelSchema = ParallelFieldsSchema.extend({ Branches: z.array(BranchSchema).min(1) });

const MapFieldsSchema = z.strictObject({
  Type: z.literal('Map'),
  Items: z.union([z.array(TemplateSchema), z.string()]).optional(),
  ItemSelector: TemplateSchema.optional(),
  MaxConcurrency: NumberSchema.optional(),
  ToleratedFailureCount: NumberSchema.optional(),
  ToleratedFailurePercentage: z.union([z.number().min(0).max(100), z.string()]).optional(),
  ...common,
  ...data,
  ...transition,
  ...handlers,
});
const MapSchema = MapFieldsSchema.extend({
  ItemProcessor: z.strictObject({ ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE').optional() }).optional(), ...branch }),
});

const StateSchema = z.discriminatedUnion('Type', [PassSchema, TaskSchema, ChoiceSchema, WaitSchema, SucceedSchema, FailSchema, ParallelSchema, MapSchema]);
const StatesSchema: z.ZodType<Record<string, State>> = z.record(z.string().min(1).max(80), StateSchema);

/** One state by itself, as TestState takes it. */
export const SingleStateSchema: z.ZodType<State> = z.lazy(() => StateSchema);

export const MachineSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.enum(['JSONata', 'JSONPath']).optional(),
  Version: z.literal('1.0').optional(),
  StartAt: z.string(),
  States: StatesSchema,
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
});

export type QueryLanguage = 'JSONata' | 'JSONPath';
export type Template = Json;
export type Assign = Record<string, Template>;
export type Retrier = z.infer<typeof RetrierSchema>;
export type Catcher = z.infer<typeof CatcherSchema>;
export type PassState = z.infer<typeof PassSchema>;
export type TaskState = z.infer<typeof TaskSchema>;
export type ChoiceState = z.infer<typeof ChoiceSchema>;
export type WaitState = z.infer<typeof WaitSchema>;
export type SucceedState = z.infer<typeof SucceedSchema>;
export type FailState = z.infer<typeof FailSchema>;
export type ParallelState = z.infer<typeof ParallelFieldsSchema> & { Branches: Branch[] };
export type MapState = z.infer<typeof MapFieldsSchema> & { ItemProcessor: Branch };
export type State = PassState | TaskState | ChoiceState | WaitState | SucceedState | FailState | ParallelState | MapState;
export type StateType = State['Type'];
export type MachineDefinition = z.infer<typeof MachineSchema>;
