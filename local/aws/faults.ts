import { z } from 'zod';

/** Names by which people call a service whose signing name is another. */
const SIGNING_NAMES: Readonly<Record<string, string>> = { sfn: 'states', stepfunctions: 'states', cloudwatchlogs: 'logs' };

const FaultSchema = z.strictObject({
  /** A signing name, as `rekognition`, `dynamodb`, `s3`, `states`, `logs`, or `sfn`, `stepfunctions`, `cloudwatchlogs`. */
  service: z.string().min(1),
  /** For example `DetectLabels`; `*` stands for every operation. */
  operation: z.string().min(1),
  /** Of whose requests, by the access key that they are signed with: `invigil-functions`, `invigil-states` or a client's own; of everybody's unless given. */
  accessKeyId: z.string().min(1).optional(),
  /**
   * `throttle` and `error` answer as the service does when it throttles or fails, and nothing happens; `delay` waits and goes on;
   * `drop` lets the operation happen and closes the connection instead of replying: a lost reply.
   */
  kind: z.enum(['throttle', 'error', 'delay', 'drop']),
  /** 0 never, 1 always. */
  probability: z.number().min(0).max(1).default(1),
  /** How long a request waits, before the fault where that is another than `delay`. */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** How many requests it befalls at the most; all of them unless given. */
  times: z.int().min(1).optional(),
}).refine((fault) => fault.kind !== 'delay' || fault.delayMs !== undefined, { path: ['delayMs'], error: 'a delay says how long' });

export type Fault = z.infer<typeof FaultSchema>;

/** The list of faults is not one. */
export class InvalidFaultsError extends Error {
  override readonly name = 'InvalidFaultsError';
  /** Where in the list, for example `0.kind`; empty for the list itself. */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field === '' ? 'the list' : field}: ${problem}`);
    this.field = field;
  }
}

export interface FaultInjector {
  list(): readonly Fault[];
  /**
   * Replaces the injected faults.
   * @param served the signing names that there are
   * @throws InvalidFaultsError
   */
  replace(candidate: unknown, served: ReadonlySet<string>): void;
  /** The faults that befall one request, in the order of the list. */
  draw(service: string, operation: string | null, accessKeyId: string | null): Fault[];
}

/** @param random as Math.random; a test gives its own. */
export function createFaultInjector(random: () => number = Math.random): FaultInjector {
  let faults: Fault[] = [];
  return {
    list: () => faults,
    replace: (candidate, served) => {
      faults = parseFaults(candidate, served);
    },
    draw: (service, operation, accessKeyId) => {
      const isMeant = (fault: Fault): boolean =>
        signingName(fault.service) === service && (fault.operation === '*' || fault.operation === operation) && (fault.accessKeyId === undefined || fault.accessKeyId === accessKeyId);
      const drawn = faults.filter((fault) => isMeant(fault) && random() < fault.probability);
      faults = faults.flatMap((fault) => (drawn.includes(fault) ? spend(fault) : fault));
      return drawn;
    },
  };
}

/** What is left of a fault that befell a request. */
function spend(fault: Fault): Fault[] {
  if (fault.times === undefined) return [fault];
  return fault.times === 1 ? [] : [{ ...fault, times: fault.times - 1 }];
}

function parseFaults(candidate: unknown, served: ReadonlySet<string>): Fault[] {
  const parsed = z.array(FaultSchema).safeParse(candidate);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : (issue?.path ?? []);
    throw new InvalidFaultsError(path.join('.'), issue?.message ?? 'not valid');
  }
  const unknown = parsed.data.findIndex((fault) => !served.has(signingName(fault.service)));
  if (unknown >= 0) throw new InvalidFaultsError(`${unknown}.service`, `not served here; there are ${[...served].sort().join(', ')}`);
  return parsed.data;
}

function signingName(service: string): string {
  const name = service.toLowerCase();
  return SIGNING_NAMES[name] ?? name;
}
