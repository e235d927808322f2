import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { StateMachine } from 'aws-local-stepfunctions';
import { systemClock } from '../../local/states/clock.ts';
import { parseDefinition } from '../../local/states/definition/parse-definition.ts';
import type { ExecutionEnd } from '../../local/states/engine/execution-end.ts';
import { Execution } from '../../local/states/engine/execution.ts';
import { TaskTokens } from '../../local/states/engine/task-tokens.ts';
import { ExecutionLog } from '../../local/states/history/execution-log.ts';
import { createIntegrations } from '../../local/states/integrations/create-integrations.ts';
import type { Machine } from '../../local/states/machines/machine.ts';
import { machineResource } from '../helpers/states/run-machine.ts';
import { sandboxHere } from '../helpers/states/sandbox-here.ts';

/*
 * node --expose-gc test/bench/states.ts: what the interpreter itself costs. Four functions at once, one that merges their answers, a choice and an end: the
 * form of verify-frame, with functions that answer at once. Beside it aws-local-stepfunctions runs the same machine, written in JSONPath.
 */
const WARM_UP = 300;
const EXECUTIONS = 1_000;
const ROUNDS = 3;
const LIMITS = {
  cpuMsPerExecution: 0.5,
  /** What executions may keep in memory once they have ended. */
  keptBytesPerExecution: 200,
} as const;

const INPUT = { frame: { bucket: 'frames', key: 'frames/1.jpg', sha256: 'a'.repeat(64) }, policy: { minConfidencePercent: 85, objects: ['Mobile Phone', 'Cell Phone'] } };
const ANALYSES = ['Labels', 'Identity', 'Faces', 'Moderation'];
const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const analyse = (name: string): unknown => ({ check: name, outcome: 'pass', details: { names: [] } });
const judge = (checks: readonly unknown[]): unknown => ({ decision: checks.length === ANALYSES.length ? 'clear' : 'inconclusive' });

const jsonata = {
  QueryLanguage: 'JSONata',
  StartAt: 'Analyse',
  States: {
    Analyse: {
      Type: 'Parallel',
      Branches: ANALYSES.map((name) => ({
        StartAt: name,
        States: { [name]: { Type: 'Task', Resource: functionArn(name), Arguments: { frame: '{% $states.input.frame %}', policy: '{% $states.input.policy %}' }, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }], End: true } },
      })),
      Output: { checks: '{% $states.result %}' },
      Next: 'Judge',
    },
    Judge: { Type: 'Task', Resource: functionArn('Judge'), Arguments: '{% $states.input.checks %}', Next: 'Decide' },
    Decide: { Type: 'Choice', Choices: [{ Condition: "{% $states.input.decision = 'clear' %}", Next: 'Done' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

const jsonPath = {
  StartAt: 'Analyse',
  States: {
    Analyse: {
      Type: 'Parallel',
      Branches: ANALYSES.map((name) => ({
        StartAt: name,
        States: { [name]: { Type: 'Task', Resource: functionArn(name), Parameters: { 'frame.$': '$.frame', 'policy.$': '$.policy' }, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }], End: true } },
      })),
      ResultPath: '$.checks',
      Next: 'Judge',
    },
    Judge: { Type: 'Task', Resource: functionArn('Judge'), InputPath: '$.checks', Next: 'Decide' },
    Decide: { Type: 'Choice', Choices: [{ Variable: '$.decision', StringEquals: 'clear', Next: 'Done' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
};

function ourRunner(): () => Promise<unknown> {
  const integrations = createIntegrations({
    lambda: {
      invoke: (name, payload) => {
        const short = name.split(':').at(-1) ?? '';
        const answer = short === 'Judge' ? judge(JSON.parse(payload) as unknown[]) : analyse(short);
        return Promise.resolve({ payload: JSON.stringify(answer), functionError: null, requestId: 'request' });
      },
    },
    endpointUrl: () => '',
    executions: () => {
      throw new Error('Nothing is started here.');
    },
  });
  const resource = machineResource('bench', jsonata, { type: 'EXPRESS' });
  const nowMs = Date.now();
  const machine: Machine = {
    ...parseDefinition(resource.definition, { isServed: () => true, machineType: 'EXPRESS' }),
    resource,
    log: new ExecutionLog(resource, { put: () => undefined }),
    createdMs: nowMs,
    updatedMs: nowMs,
    revisionId: null,
    tags: {},
    status: 'ACTIVE',
    isDeployed: true,
  };
  const tokens = new TaskTokens();
  const input = JSON.stringify(INPUT);
  return async () => {
    const execution = new Execution({
      machine,
      arn: 'arn:aws:states:us-east-1:000000000000:express:bench:run:1',
      name: 'run',
      input,
      clock: systemClock,
      integrations,
      sandbox: sandboxHere,
      tokens,
      onEvent: () => undefined,
      onDefect: (error) => {
        throw error;
      },
    });
    const end: ExecutionEnd = await execution.ended;
    if (end.output !== '{"decision":"clear"}') throw new Error(`The execution ended as ${JSON.stringify(end)}.`);
  };
}

function theirRunner(): () => Promise<unknown> {
  const machine = new StateMachine(jsonPath as unknown as ConstructorParameters<typeof StateMachine>[0]);
  const handlers: Record<string, (input: unknown) => Promise<unknown>> = Object.fromEntries(ANALYSES.map((name) => [name, () => Promise.resolve(analyse(name))]));
  handlers.Judge = (checks) => Promise.resolve(judge(checks as unknown[]));
  const overrides = { taskResourceLocalHandlers: handlers } as NonNullable<Parameters<typeof machine.run>[1]>['overrides'] & object;
  return () => machine.run(INPUT, { overrides }).result;
}

async function oneByOne(run: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < EXECUTIONS; index += 1) await run();
}

async function allAtOnce(run: () => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: EXECUTIONS }, run));
}

/** Of the best round, for other work on the machine disturbs it least. */
async function measure(run: () => Promise<unknown>, how: (run: () => Promise<unknown>) => Promise<void>): Promise<{ cpuMs: number; wallMs: number }> {
  const rounds: { cpuMs: number; wallMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    await how(run);
    const { user, system } = process.cpuUsage(cpu);
    rounds.push({ cpuMs: (user + system) / 1000 / EXECUTIONS, wallMs: (performance.now() - startedAt) / EXECUTIONS });
  }
  return rounds.reduce((best, round) => (round.cpuMs < best.cpuMs ? round : best));
}

/** What executions leave behind, in bytes each, after a thousand at once and a thousand more; needs `--expose-gc`. */
async function keptBytes(run: () => Promise<unknown>): Promise<number | null> {
  const { gc } = globalThis;
  if (!gc) return null;
  const heapBytes = async (): Promise<number> => {
    // What is only weakly held goes with a turn of the event loop.
    await setImmediate();
    gc();
    return process.memoryUsage().heapUsed;
  };
  await allAtOnce(run);
  const before = await heapBytes();
  await allAtOnce(run);
  return Math.max(0, (await heapBytes()) - before) / EXECUTIONS;
}

const report: Record<string, unknown> = {};
for (const [name, run] of [['invigil', ourRunner()], ['aws-local-stepfunctions', theirRunner()]] as const) {
  for (let index = 0; index < WARM_UP; index += 1) await run();
  report[name] = { oneByOne: await measure(run, oneByOne), allAtOnce: await measure(run, allAtOnce), keptBytesPerExecution: await keptBytes(run) };
}
const { oneByOne: ours, keptBytesPerExecution } = report.invigil as { oneByOne: { cpuMs: number }; keptBytesPerExecution: number | null };
const tooMuch = [
  ...(ours.cpuMs > LIMITS.cpuMsPerExecution ? ['cpuMsPerExecution'] : []),
  ...((keptBytesPerExecution ?? 0) > LIMITS.keptBytesPerExecution ? ['keptBytesPerExecution'] : []),
];
process.stdout.write(`${JSON.stringify({ ...report, limits: LIMITS, tooMuch }, null, 2)}\n`);
process.exitCode = tooMuch.length > 0 ? 1 : 0;
