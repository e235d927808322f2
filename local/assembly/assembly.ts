/**
 * What the one-machine runtime takes from the synthesized cloud assembly: the only list of routes, functions, tables, machines
 * and roles that there is. `loadAssembly` fills it from cdk.out with every reference resolved.
 */
export interface Assembly {
  stackName: string;
  /** The stage of the REST API: the first segment of every route's path on the wire. */
  stageName: string;
  /** The REST API's id, as `requestContext.apiId` has it. */
  apiId: string;
  /** Content types, `image/*` among them, whose bodies the gateway passes on as base64; all others are text. */
  binaryMediaTypes: string[];
  routes: Route[];
  /** By response type, for example `UNAUTHORIZED`, `MISSING_AUTHENTICATION_TOKEN`, `DEFAULT_4XX`. */
  gatewayResponses: Map<string, GatewayResponse>;
  functions: FunctionResource[];
  stateMachines: StateMachineResource[];
  tables: TableResource[];
  buckets: BucketResource[];
  logGroups: LogGroupResource[];
  /** Of EventBridge's default bus: schedules, and objects that appear in buckets. */
  rules: RuleResource[];
  collections: CollectionResource[];
  signingKeys: SigningKeyResource[];
  userPool: UserPoolResource;
}

export interface Route {
  /** `ANY` stands for every method that has no route of its own on the same path. */
  method: string;
  /** As the template has it, without the stage: `/verdicts/{id}`; `{proxy+}` matches any number of segments. */
  path: string;
  /** Null for a route that anybody may call. */
  authorizer: { type: 'COGNITO_USER_POOLS' } | null;
  integration: LambdaIntegration | MockIntegration;
}

export interface LambdaIntegration {
  type: 'AWS_PROXY';
  functionArn: string;
  timeoutMs: number;
}

/** Answers by itself: the response whose selection pattern is the default, with its headers and body. */
export interface MockIntegration {
  type: 'MOCK';
  statusCode: number;
  headers: Record<string, string>;
  /** A mapping template; `$context.requestId` and its like are filled in by the gateway. */
  body: string;
}

export interface GatewayResponse {
  responseType: string;
  statusCode: number | null;
  headers: Record<string, string>;
  /** A mapping template, as above. */
  body: string | null;
}

export interface FunctionResource {
  /** Its construct's id in kebab case, for example `detect-labels`. */
  name: string;
  arn: string;
  /** Absolute path of the folder that holds the bundle. */
  codeDir: string;
  /** `file.export`, for example `index.handler`. */
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMiB: number;
  /** Absent where the platform's own group is used. */
  logGroupName: string | null;
}

export interface StateMachineResource {
  /** Its construct's id in kebab case, for example `verify-frame`. */
  name: string;
  arn: string;
  type: 'EXPRESS' | 'STANDARD';
  /** The definition in the states language, substitutions made. */
  definition: string;
  roleArn: string;
  logging: { level: 'ALL' | 'ERROR' | 'FATAL' | 'OFF'; includeExecutionData: boolean; logGroupName: string | null };
  tracingEnabled: boolean;
}

export interface TableResource {
  name: string;
  arn: string;
  /** The properties of the template's table, in the form that CreateTable takes. */
  properties: Record<string, unknown>;
  timeToLiveAttribute: string | null;
}

export interface BucketResource {
  name: string;
  arn: string;
  corsRules: CorsRule[];
  /** Days after which the objects below a prefix of keys that have all these tags are deleted. */
  expirations: { prefix: string; days: number; tags: Record<string, string> }[];
}

/** What pages of other origins may do to a bucket. */
export interface CorsRule {
  /** With one `*` each at most. */
  allowedOrigins: string[];
  allowedMethods: string[];
  /** With one `*` each at most. */
  allowedHeaders: string[];
  exposedHeaders: string[];
  maxAgeSeconds: number | null;
}

export interface RuleResource {
  name: string;
  arn: string;
  trigger: ScheduleTrigger | ObjectCreatedTrigger;
  targets: RuleTarget[];
}

/** `rate(…)`. */
export interface ScheduleTrigger {
  type: 'schedule';
  everyMs: number;
}

/** S3's `Object Created`. */
export interface ObjectCreatedTrigger {
  type: 'object-created';
  buckets: string[];
  /** One of them must match; null matches every key. */
  keys: KeyMatcher[] | null;
}

export type KeyMatcher = { equals: string } | { prefix: string } | { suffix: string };

export interface RuleTarget {
  id: string;
  kind: 'function' | 'state-machine';
  arn: string;
  input: TargetInput;
}

/** What a target is given: the whole event, a JSON text of the template's, a part of the event, or a text with parts of the event in it. */
export type TargetInput = { type: 'event' } | { type: 'constant'; json: string } | { type: 'path'; path: string } | { type: 'transformer'; paths: Record<string, string>; template: string };

export interface LogGroupResource {
  name: string;
  arn: string;
  retentionInDays: number | null;
}

export interface CollectionResource {
  id: string;
  arn: string;
}

/** A key of KMS for SIGN_VERIFY on P-256: the only kind there is on one machine. */
export interface SigningKeyResource {
  /** A UUID. */
  keyId: string;
  arn: string;
  description: string;
  /** Each with its `alias/`. */
  aliases: string[];
}

export interface UserPoolResource {
  id: string;
  arn: string;
  groups: string[];
  clientId: string;
}
