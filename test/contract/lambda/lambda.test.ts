import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FunctionResource } from '../../../local/assembly/assembly.ts';
import type { Lambda, LambdaProps } from '../../../local/lambda/lambda.ts';
import { createLambda } from '../../../local/lambda/lambda.ts';
import type { LambdaResult } from '../../../local/lambda/lambda-invoker.ts';
import type { Bundles } from '../../helpers/lambda-bundle.ts';
import { createBundles } from '../../helpers/lambda-bundle.ts';

let bundles: Bundles;
let lambda: Lambda | undefined;
let log: { functionName: string; requestId: string | null; line: string }[] = [];

beforeAll(async () => {
  bundles = await createBundles();
});
afterEach(async () => {
  await lambda?.close();
  log = [];
});
afterAll(() => bundles.remove());

const start = (fn: FunctionResource, props: Partial<LambdaProps> = {}): Lambda => {
  lambda = createLambda({ functions: [fn], environment: {}, onLog: (functionName, requestId, line) => log.push({ functionName, requestId, line }), ...props });
  return lambda;
};
const answerOf = (result: LambdaResult): unknown => JSON.parse(result.payload);
let sources = 0;
/** Invokes a function of this source once. */
const invokeSource = async (source: string, properties: Partial<FunctionResource> = {}, payload = '{}', props: Partial<LambdaProps> = {}): Promise<LambdaResult> => {
  const fn = await bundles.add(`source-${sources++}`, source, properties);
  return start(fn, props).invoke(fn.name, payload);
};

describe('a function that answers', () => {
  it('gets its event and answers with JSON', async () => {
    const result = await invokeSource('export const handler = async (event) => ({ doubled: event.value * 2 });', {}, '{"value":21}');
    expect(result).toMatchObject({ payload: '{"doubled":42}', functionError: null });
  });

  it('answers null when it returns nothing', async () => {
    expect((await invokeSource('export const handler = async () => {};')).payload).toBe('null');
  });

  it('is found by name, ARN, partial ARN and with a qualifier', async () => {
    const fn = await bundles.add('found', 'export const handler = async () => "here";');
    const running = start(fn);
    for (const identifier of ['found', fn.arn, `${fn.arn}:$LATEST`, '000000000000:function:found', 'found:live']) {
      expect((await running.invoke(identifier, '{}')).payload).toBe('"here"');
    }
    await expect(running.invoke(`${fn.arn}-not`, '{}')).rejects.toMatchObject({ name: 'FunctionNotFoundError', functionName: `${fn.arn}-not` });
  });

  it('sees its own variables and those of the runtime, and nothing of the host', async () => {
    process.env.INVIGIL_TEST_SECRET = 'of the host';
    try {
      const result = await invokeSource('export const handler = async () => process.env;', { environment: { TABLE: 'Faces' } }, '{}', { environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' } });
      const environment = answerOf(result) as Record<string, string>;
      expect(environment).toMatchObject({ TABLE: 'Faces', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128', _HANDLER: 'index.handler', TZ: ':UTC' });
      expect(Object.keys(environment).filter((name) => !/^(?:AWS_|LAMBDA_|_HANDLER$|TABLE$|TZ$|LANG$)/.test(name))).toEqual([]);
    } finally {
      delete process.env.INVIGIL_TEST_SECRET;
    }
  });

  it('gets a context with its deadline', async () => {
    const fn = await bundles.add('context', 'export const handler = async (event, context) => ({ ...context, remainingMs: context.getRemainingTimeInMillis(), getRemainingTimeInMillis: undefined });');
    const result = await start(fn).invoke('context', '{}');
    const context = answerOf(result) as { remainingMs: number };
    expect(context).toMatchObject({ awsRequestId: result.requestId, functionName: 'context', invokedFunctionArn: fn.arn, memoryLimitInMB: '128', logGroupName: '/aws/lambda/context' });
    expect(context.remainingMs).toBeGreaterThan(2000);
    expect(context.remainingMs).toBeLessThanOrEqual(3000);
  });

  it('keeps what its module holds from one invocation to the next', async () => {
    const fn = await bundles.add('warm', 'let count = 0; export const handler = async () => ++count;');
    const running = start(fn);
    await running.warm(['warm']);
    expect([(await running.invoke('warm', '{}')).payload, (await running.invoke('warm', '{}')).payload]).toEqual(['1', '2']);
  });

  it('logs whole lines under the request that wrote them', async () => {
    const { requestId } = await invokeSource('console.log("loaded"); export const handler = async () => { console.log("first\\nsecond"); process.stdout.write("no end"); console.error("error"); };');
    expect(log.map(({ requestId: of, line }) => [of, line])).toEqual([
      [null, 'loaded'],
      [requestId, 'first'],
      [requestId, 'second'],
      [requestId, 'error'],
      [requestId, 'no end'],
    ]);
  });
});

describe('a function that fails', () => {
  const failures: [string, string, Partial<FunctionResource>, Record<string, unknown>][] = [
    ['throws an error', 'class Boom extends Error { name = "Boom"; } export const handler = async () => { throw new Boom("bang"); };', {}, { errorType: 'Boom', errorMessage: 'bang' }],
    ['throws what is no error', 'export const handler = async () => { throw "bang"; };', {}, { errorType: 'string', errorMessage: 'bang' }],
    ['throws while it loads', 'throw new TypeError("no table"); export const handler = 1;', {}, { errorType: 'TypeError', errorMessage: 'no table' }],
    ['has a syntax error', 'export const handler = async () => {', {}, { errorType: 'Runtime.UserCodeSyntaxError' }],
    ['imports what is missing', 'import "./missing.mjs"; export const handler = async () => 1;', {}, { errorType: 'Runtime.ImportModuleError' }],
    ['has no such file', 'export const handler = async () => 1;', { handler: 'main.handler' }, { errorType: 'Runtime.ImportModuleError', errorMessage: "Error: Cannot find module 'main'" }],
    ['has no such export', 'export const other = async () => 1;', {}, { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' }],
    ['exports no function', 'export const handler = 1;', {}, { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is not a function' }],
    ['takes a callback', 'export const handler = (event, context, callback) => callback(null, 1);', {}, { errorType: 'Runtime.CallbackHandlerDeprecated' }],
    ['exits', 'export const handler = async () => process.exit(3);', {}, { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/) }],
    ['exits with 0', 'export const handler = async () => process.exit(0);', {}, { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/Runtime exited without providing a reason$/) }],
    ['leaves an exception uncaught', 'export const handler = () => new Promise(() => setTimeout(() => { throw new RangeError("late"); }));', {}, { errorType: 'RangeError', errorMessage: 'late' }],
    ['leaves a rejection unhandled', 'export const handler = () => new Promise(() => { Promise.reject(new Error("lost")); });', {}, { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' }],
    ['answers what has no JSON', 'export const handler = async () => { const loop = {}; loop.loop = loop; return loop; };', {}, { errorType: 'Runtime.JSONStringifyError', errorMessage: 'Unable to stringify response body' }],
    ['answers too much', 'export const handler = async () => "x".repeat(6_291_556);', {}, { errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).' }],
    ['uses up its memory', 'export const handler = async () => { const held = []; for (;;) held.push(new Array(10_000).fill({})); };', { memoryMiB: 32, timeoutMs: 20_000 }, { errorType: 'Runtime.OutOfMemory' }],
    ['waits past its time-out', 'export const handler = () => new Promise(() => setTimeout(() => {}, 60_000));', { timeoutMs: 100 }, { errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0\.10 seconds$/) }],
    ['never yields', 'export const handler = async () => { for (;;); };', { timeoutMs: 100 }, { errorType: 'Sandbox.Timedout' }],
    ['never settles, with nothing left to do', 'export const handler = () => new Promise(() => {});', { timeoutMs: 100 }, { errorType: 'Sandbox.Timedout' }],
  ];
  it.each(failures)('that %s, is reported to its caller', async (_title, source, properties, expected) => {
    const result = await invokeSource(source, properties);
    expect(result.functionError).toBe('Unhandled');
    expect(answerOf(result)).toMatchObject(expected);
  });

  it('that never finishes loading, runs out of time', async () => {
    const result = await invokeSource('await new Promise(() => setTimeout(() => {}, 60_000)); export const handler = async () => 1;', {}, '{}', { initTimeoutMs: 100 });
    expect(answerOf(result)).toMatchObject({ errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/after 3\.00 seconds$/) });
  });

  it('after a time-out, gets a new worker', async () => {
    const fn = await bundles.add('hangs-once', 'let calls = 0; export const handler = async (event) => { calls++; if (event.hang) for (;;); return calls; };', { timeoutMs: 200 });
    const running = start(fn);
    expect((await running.invoke(fn.name, '{}')).payload).toBe('1');
    expect((await running.invoke(fn.name, '{"hang":true}')).functionError).toBe('Unhandled');
    expect((await running.invoke(fn.name, '{}')).payload).toBe('1');
  });
});

describe('a payload', () => {
  it('of 6,291,456 bytes is taken, one byte more is refused', async () => {
    const fn = await bundles.add('length', 'export const handler = async (event) => event.length;');
    const running = start(fn);
    const largest = JSON.stringify('x'.repeat(6_291_454));
    expect((await running.invoke('length', largest)).payload).toBe('6291454');
    await expect(running.invoke('length', `${largest} `)).rejects.toMatchObject({ code: 'RequestTooLargeException', statusCode: 413 });
  });
});

describe('fifty concurrent invocations', () => {
  const COUNTING = `
    import { threadId } from 'node:worker_threads';
    export const handler = async ({ index, waitMs }) => {
      const startedMs = performance.timeOrigin + performance.now();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      return { index, threadId, startedMs, endedMs: performance.timeOrigin + performance.now() };
    };`;
  interface Run {
    index: number;
    threadId: number;
    startedMs: number;
    endedMs: number;
  }
  const runFifty = async (running: Lambda, name: string): Promise<Run[]> => Promise.all(Array.from({ length: 50 }, async (_, index) => answerOf(await running.invoke(name, JSON.stringify({ index, waitMs: 5 }))) as Run));

  it('run in at most four workers', async () => {
    const fn = await bundles.add('capped', COUNTING);
    const runs = await runFifty(start(fn, { concurrencyPerFunction: 4 }), fn.name);
    expect(new Set(runs.map(({ threadId }) => threadId)).size).toBeLessThanOrEqual(4);
    const mostAtOnce = Math.max(...runs.map((run) => runs.filter(({ startedMs, endedMs }) => startedMs <= run.startedMs && run.startedMs < endedMs).length));
    expect(mostAtOnce).toBeLessThanOrEqual(4);
  });

  it('run one after another in the order of their calls when there is one worker', async () => {
    const fn = await bundles.add('in-order', COUNTING);
    const runs = await runFifty(start(fn, { concurrencyPerFunction: 1 }), fn.name);
    const byStart = [...runs].sort((a, b) => a.startedMs - b.startedMs);
    expect(byStart.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });
});

describe('a queue that is full', () => {
  it('refuses the next invocation as Lambda does when it throttles', async () => {
    const fn = await bundles.add('full', 'export const handler = () => new Promise(() => setTimeout(() => {}, 60_000));', { timeoutMs: 60_000 });
    const running = start(fn, { concurrencyPerFunction: 1 });
    await running.warm();
    const accepted = Array.from({ length: 1 + 64 }, () => running.invoke('full', '{}'));
    const underWay = Promise.allSettled(accepted);
    await expect(running.invoke('full', '{}')).rejects.toMatchObject({ code: 'TooManyRequestsException', statusCode: 429 });
    await running.close();
    expect((await underWay).every(({ status }) => status === 'rejected')).toBe(true);
  });
});

describe('close', () => {
  it('ends what runs and what waits, and takes nothing more', async () => {
    const fn = await bundles.add('closed', 'export const handler = () => new Promise(() => setTimeout(() => {}, 60_000));', { timeoutMs: 60_000 });
    const running = start(fn, { concurrencyPerFunction: 1 });
    await running.warm();
    const underWay = Promise.allSettled([running.invoke('closed', '{}'), running.invoke('closed', '{}')]);
    await running.close();
    for (const outcome of await underWay) expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'LambdaClosedError' } });
    await expect(running.invoke('closed', '{}')).rejects.toMatchObject({ name: 'LambdaClosedError' });
  });
});
