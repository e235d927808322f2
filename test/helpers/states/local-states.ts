import { join } from 'node:path';
import { createAwsEndpoint } from '../../../local/aws/endpoint.ts';
import type { LogGroupResource, StateMachineResource, TableResource } from '../../../local/assembly/assembly.ts';
import { createDynamoDb } from '../../../local/dynamodb/dynamodb.ts';
import type { LambdaInvoker } from '../../../local/lambda/lambda-invoker.ts';
import { createLogs } from '../../../local/logs/logs.ts';
import { createStates } from '../../../local/states/states.ts';

export interface LocalStatesProps {
  dataDir: string;
  machines: StateMachineResource[];
  lambda: LambdaInvoker;
  groups?: LogGroupResource[];
  tables?: TableResource[];
}

export interface LocalStates extends AsyncDisposable {
  readonly url: string;
  readonly defects: string[];
  /** For the SDK's clients. */
  readonly client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string }; maxAttempts: number; disableHostPrefix: boolean };
}

/** Step Functions, CloudWatch Logs and DynamoDB on a data folder behind a real endpoint. */
export async function startLocalStates(props: LocalStatesProps): Promise<LocalStates> {
  const defects: string[] = [];
  const onDefect = (operation: string, error: unknown): void => {
    defects.push(`${operation}: ${String(error)}`);
  };
  const endpoint = await createAwsEndpoint({ services: [], faults: false, host: '127.0.0.1', port: 0, onDefect });
  const logs = await createLogs({ groups: props.groups ?? [], dataDir: join(props.dataDir, 'logs'), onDefect });
  const dynamoDb = props.tables ? await createDynamoDb({ dataDir: props.dataDir, tables: props.tables, onDefect }) : null;
  const states = await createStates({ machines: props.machines, lambda: props.lambda, endpointUrl: () => endpoint.url, logs: logs.store, dataDir: join(props.dataDir, 'states'), onDefect });
  for (const service of [logs.service, states.service, ...(dynamoDb ? [dynamoDb] : [])]) endpoint.register(service);
  return {
    url: endpoint.url,
    defects,
    client: { endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'anybody', secretAccessKey: 'anything' }, maxAttempts: 1, disableHostPrefix: true },
    [Symbol.asyncDispose]: async () => {
      await states.close();
      await endpoint.close();
      await logs.close();
      await dynamoDb?.close();
    },
  };
}
