import { setImmediate } from 'node:timers/promises';
import type { StateMachineResource } from '../assembly/assembly.ts';
import { createJsonService } from '../aws/json-service.ts';
import type { AwsService } from '../aws/service.ts';
import type { LambdaInvoker } from '../lambda/lambda-invoker.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { TaskTokens } from './engine/task-tokens.ts';
import { ExpressExecutions } from './executions/express-executions.ts';
import { StandardExecutions } from './executions/standard-executions.ts';
import { createIntegrations } from './integrations/create-integrations.ts';
import { Machines } from './machines/machines.ts';
import { ProcessSandbox } from './sandbox/process-sandbox.ts';
import { createStateMachine } from './operations/create-state-machine.ts';
import { deleteStateMachine, finishDeletion } from './operations/delete-state-machine.ts';
import { describeExecution } from './operations/describe-execution.ts';
import { describeStateMachine, describeStateMachineForExecution } from './operations/describe-state-machine.ts';
import { getExecutionHistory } from './operations/get-execution-history.ts';
import { listExecutions } from './operations/list-executions.ts';
import { listStateMachines } from './operations/list-state-machines.ts';
import type { OperationContext } from './operations/operation-context.ts';
import { nestedExecutions } from './operations/nested-executions.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './operations/send-task.ts';
import { startExecution } from './operations/start-execution.ts';
import { startSyncExecution } from './operations/start-sync-execution.ts';
import { stopExecution } from './operations/stop-execution.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tags.ts';
import { testState } from './operations/test-state.ts';
import { updateStateMachine } from './operations/update-state-machine.ts';
import { validateStateMachineDefinition } from './operations/validate-state-machine-definition.ts';

export interface StatesProps {
  /** Those of the assembly. */
  machines: readonly StateMachineResource[];
  lambda: LambdaInvoker;
  /** Where the SDK integrations find the AWS services. */
  endpointUrl: () => string;
  logs: LogStore;
  /** The folder of created machines and Standard executions. */
  dataDir: string;
  /** Told of defects of ours; what an execution fails with is in its history. */
  onDefect: (operation: string, error: unknown) => void;
  /** The system's, unless a test brings its own. */
  clock?: Clock;
}

/** Step Functions on one machine. */
export interface States {
  service: AwsService;
  /** Forgets Standard executions that ended 90 days ago, as AWS does. */
  forgetExpired(): Promise<void>;
  /** Ends what runs: Express executions are lost, Standard ones go on at the next start, as StandardExecutions says. */
  close(): Promise<void>;
}

/**
 * Step Functions for the JSONata half of the states language.
 *
 * @throws Error that names the machine when AWS would refuse one of the assembly, or it needs what is not served here
 * @example
 * const states = await createStates({ machines: assembly.stateMachines, lambda, endpointUrl: () => url, logs: logs.store, dataDir, onDefect });
 */
export async function createStates(props: StatesProps): Promise<States> {
  const { dataDir, logs, onDefect, clock = systemClock } = props;
  const tokens = new TaskTokens();
  const sandbox = new ProcessSandbox();
  const integrations = createIntegrations({ ...props, executions: () => nestedExecutions(context) });
  const machines = await Machines.open({ deployed: props.machines, dataDir, clock, integrations, logs, onDefect });
  const express = new ExpressExecutions({ clock, integrations, sandbox, tokens, onDefect });
  const standard = await StandardExecutions.open({ dataDir, machineOf: (arn) => machines.get(arn), clock, integrations, sandbox, tokens, onDefect });
  const context: OperationContext = { machines, standard, express, tokens, integrations, sandbox, clock, onDefect };
  for (const { resource, status } of machines.list()) {
    if (status === 'DELETING') await finishDeletion(context, resource.arn);
  }
  // Whoever waits for this has the services registered first: executions that go on may call them.
  const resumed = setImmediate().then(() => standard.resume()).catch((error: unknown) => {
    onDefect('resume executions', error);
  });

  const close = async (): Promise<void> => {
    await resumed;
    await Promise.all([express.close(), standard.close()]);
    await sandbox.close();
    integrations.close();
  };
  const operations = Object.fromEntries(Object.entries(OPERATIONS).map(([name, operation]) => [name, (input: Record<string, unknown>) => operation(context, input)]));
  const service = createJsonService({ signingName: 'states', targetPrefix: 'AWSStepFunctions', jsonVersion: '1.0', operations, onDefect, close });
  return { service, forgetExpired: () => standard.forgetExpired(), close };
}

const OPERATIONS: Readonly<Record<string, (context: OperationContext, input: Record<string, unknown>) => unknown>> = {
  CreateStateMachine: createStateMachine,
  DeleteStateMachine: deleteStateMachine,
  DescribeExecution: describeExecution,
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  GetExecutionHistory: getExecutionHistory,
  ListExecutions: listExecutions,
  ListStateMachines: listStateMachines,
  ListTagsForResource: listTagsForResource,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
  SendTaskSuccess: sendTaskSuccess,
  StartExecution: startExecution,
  StartSyncExecution: startSyncExecution,
  StopExecution: stopExecution,
  TagResource: tagResource,
  TestState: testState,
  UntagResource: untagResource,
  UpdateStateMachine: updateStateMachine,
  ValidateStateMachineDefinition: validateStateMachineDefinition,
};
