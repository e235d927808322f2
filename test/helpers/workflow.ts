import { readFile } from 'node:fs/promises';
import { GetExecutionHistoryCommand, SFNClient, type HistoryEvent } from '@aws-sdk/client-sfn';
import type { StateMachineResource, TableResource } from '../../local/assembly/assembly.ts';
import { createCredentials } from '../../local/aws/credentials.ts';
import { createAwsEndpoint } from '../../local/aws/endpoint.ts';
import { createDynamoDb } from '../../local/dynamodb/dynamodb.ts';
import type { LambdaInvoker } from '../../local/lambda/lambda-invoker.ts';
import { createS3 } from '../../local/s3/s3.ts';
import { systemClock, type Clock } from '../../local/states/clock.ts';
import { createStates } from '../../local/states/states.ts';

const LOG_GROUP = '/aws/vendedlogs/states/test';

/** What a function does in a test: answers, or throws an error by whose name the machine goes on. */
export type FakeFunction = (payload: never) => unknown;

/** One of the project's state machines on the interpreter, with real databases and functions that a test controls. */
export interface Workflow extends AsyncDisposable {
  client: SFNClient;
  stateMachineArn: string;
  endpointUrl: string;
  /** For the SDK's other clients. */
  clientConfig: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string }; maxAttempts: number };
  /** Replaces the injected faults. */
  inject(...faults: Record<string, unknown>[]): Promise<void>;
  /** The functions that were called, in order. */
  calls: string[];
  /** The names of the states that an execution entered, from its log events. */
  enteredStates(executionArn: string): string[];
  history(executionArn: string): Promise<HistoryEvent[]>;
}

export interface WorkflowProps {
  machine: 'verify-frame' | 'register-face';
  dataDir: string;
  tables: TableResource[];
  /** By the names of their ARNs in the definition. */
  functions: Record<string, FakeFunction>;
  substitutions: Record<string, string>;
}

/** With this luck full jitter waits for nothing at all: how long retries wait is not what is tested here. */
const luckyClock: Clock = { ...systemClock, random: () => 0 };

export async function startWorkflow({ machine, dataDir, tables, functions, substitutions }: WorkflowProps): Promise<Workflow> {
  const onDefect = (operation: string, error: unknown): void => {
    throw new Error(`${operation} has a defect.`, { cause: error });
  };
  const messages: { execution_arn: string; type: string; details: { name?: string } }[] = [];
  const calls: string[] = [];
  const endpoint = await createAwsEndpoint({ services: [], faults: true, host: '127.0.0.1', port: 0, onDefect });
  const dynamoDb = await createDynamoDb({ dataDir, tables, onDefect });
  const s3 = await createS3({ dataDir, buckets: [{ name: 'photos', arn: 'arn:aws:s3:::photos', corsRules: [], expirations: [] }], credentials: createCredentials(), onDefect });
  const states = await createStates({
    machines: [await readMachine(machine, { Partition: 'aws', ...Object.fromEntries(Object.keys(functions).map((name) => [name, name])), ...substitutions })],
    lambda: fakeLambda(functions, calls),
    endpointUrl: () => endpoint.url,
    logs: { put: (_group, _stream, events) => { messages.push(...events.map(({ message }) => JSON.parse(message) as (typeof messages)[number])); } },
    dataDir,
    onDefect,
    clock: luckyClock,
  });
  for (const service of [dynamoDb, s3, states.service]) endpoint.register(service);
  const clientConfig = { endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 };
  const client = new SFNClient({ ...clientConfig, disableHostPrefix: true });
  return {
    client,
    clientConfig,
    endpointUrl: endpoint.url,
    stateMachineArn: arnOf(machine),
    calls,
    inject: async (...faults) => {
      const response = await fetch(`${endpoint.url}/_faults`, { method: 'PUT', body: JSON.stringify(faults) });
      if (!response.ok) throw new Error(await response.text());
    },
    enteredStates: (executionArn) => messages.flatMap((message) => (message.execution_arn === executionArn && message.type.endsWith('StateEntered') ? (message.details.name ?? []) : [])),
    history: async (executionArn) => (await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }))).events ?? [],
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await endpoint.close();
      await Promise.all([states.close(), dynamoDb.close(), s3.close()]);
    },
  };
}

function arnOf(machine: string): string {
  return `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
}

async function readMachine(name: string, substitutions: Record<string, string>): Promise<StateMachineResource> {
  const text = await readFile(new URL(`../../statemachines/${name}.asl.json`, import.meta.url), 'utf8');
  return {
    name,
    arn: arnOf(name),
    type: name === 'verify-frame' ? 'EXPRESS' : 'STANDARD',
    definition: text.replace(/\$\{(\w+)\}/g, (_, key: string) => substitutions[key] ?? `nothing for ${key}`),
    roleArn: 'arn:aws:iam::000000000000:role/test',
    logging: { level: 'ALL', includeExecutionData: true, logGroupName: LOG_GROUP },
    tracingEnabled: false,
  };
}

function fakeLambda(functions: Record<string, FakeFunction>, calls: string[]): LambdaInvoker {
  return {
    invoke: async (functionName, payload) => {
      calls.push(functionName);
      try {
        const result = await functions[functionName]?.(JSON.parse(payload) as never);
        return { payload: JSON.stringify(result ?? null), functionError: null, requestId: 'request-1' };
      } catch (error) {
        const { name, message } = error as Error;
        return { payload: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }), functionError: 'Unhandled', requestId: 'request-1' };
      }
    },
  };
}

/** An error with the name by which a machine knows it. */
export function named(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}
