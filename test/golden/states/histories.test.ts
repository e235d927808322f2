import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateStateMachineCommand, DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LambdaInvoker } from '../../../local/lambda/lambda-invoker.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import type { LocalStates } from '../../helpers/states/local-states.ts';
import { startLocalStates } from '../../helpers/states/local-states.ts';
import { FunctionError, lambdaOf } from '../../helpers/states/run-machine.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

/** A machine, what it is given, and the events that AWS would record. */
interface Golden {
  /** Where the order, ids and details of the events come from. */
  source: string;
  functions?: Record<string, { errorType: string; errorMessage: string } | { delayMs: number }>;
  definition: unknown;
  input: unknown;
  events: Record<string, unknown>[];
}

const FOLDER = join(import.meta.dirname, 'cases');
const readGolden = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Golden;

function lambdaFor({ functions = {} }: Golden): LambdaInvoker {
  const behave = (behaviour: NonNullable<Golden['functions']>[string]) => (): unknown => {
    if ('errorType' in behaviour) throw new FunctionError(behaviour.errorType, behaviour.errorMessage);
    return new Promise((resolve) => setTimeout(resolve, behaviour.delayMs).unref());
  };
  return lambdaOf(Object.fromEntries(Object.entries(functions).map(([name, behaviour]) => [name, behave(behaviour)])));
}

describe('the history of an execution', () => {
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let local: LocalStates;
  let sfn: SFNClient;
  let lambda: LambdaInvoker;
  beforeAll(async () => {
    folder = await createDataFolder();
    local = await startLocalStates({ dataDir: folder.path, machines: [], lambda: { invoke: (name, payload) => lambda.invoke(name, payload) } });
    sfn = new SFNClient(local.client);
  });
  afterAll(async () => {
    sfn.destroy();
    await local[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it.each(readdirSync(FOLDER))('is that of %s', async (file) => {
    const golden = readGolden(file);
    lambda = lambdaFor(golden);
    const { stateMachineArn } = await sfn.send(
      new CreateStateMachineCommand({ name: file.replace('.json', ''), definition: JSON.stringify(golden.definition), roleArn: 'arn:aws:iam::000000000000:role/machine' }),
    );
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(golden.input) }));
    await waitUntil(async () => (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status !== 'RUNNING');
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.map(({ timestamp, ...event }) => (timestamp instanceof Date ? event : null))).toEqual(golden.events);
  });
});
