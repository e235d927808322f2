import type { StateMachineResource } from '../assembly/assembly.ts';
import { createJsonService } from '../aws/json-service.ts';
import type { AwsService } from '../aws/service.ts';
import type { LambdaInvoker } from '../lambda/lambda-invoker.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { parseDefinition } from './definition/parse-definition.ts';
import { ExpressExecutions } from './executions/express-executions.ts';
import { StandardExecutions } from './executions/standard-executions.ts';
import { ExecutionLog } from './history/execution-log.ts';
import { createIntegrations } from './integrations/create-integrations.ts';
import type { Integrations } from './integrations/integration.ts';
import type { Machine } from './machine.ts';
import { describeExecution } from './operations/describe-execution.ts';
import { describeStateMachine, describeStateMachineForExecution } from './operations/describe-state-machine.ts';
import { getExecutionHistory } from './operations/get-execution-history.ts';
import { listExecutions } from './operations/list-executions.ts';
import { listStateMachines } from './operations/list-state-machines.ts';
import type { OperationContext } from './operations/operation-context.ts';
import { startExecution } from './operations/start-execution.ts';
import { startSyncExecution } from './operations/start-sync-execution.ts';
import { stopExecution } from './operations/stop-execution.ts';

export interface StatesProps {
  machines: readonly StateMachineResource[];
  lambda: LambdaInvoker;
  /** Where the SDK integrations find the AWS services. */
  endpointUrl: () => string;
  logs: LogStore;
  /** The folder of the Standard executions. */
  dataDir: string;
  /** Told of defects of ours; what an execution fails with is in its history. */
  onDefect: (operation: string, error: unknown) => void;
  /** The system's, unless a test brings its own. */
  clock?: Clock;
}

/** Step Functions on one machine. */
export interface States {
  service: AwsService;
  /** Ends what runs: Express executions are lost, Standard ones are failed at the next start, as StandardExecutions says. */
  close(): Promise<void>;
}

/**
 * Step Functions for the JSONata half of the states language.
 *
 * @throws InvalidDefinitionError when AWS would refuse a machine, or it needs what is not served here
 * @example
 * const states = await createStates({ machines: assembly.stateMachines, lambda, endpointUrl: () => url, logs: logs.store, dataDir, onDefect });
 */
export async function createStates(props: StatesProps): Promise<States> {
  const clock = props.clock ?? systemClock;
  const integrations = createIntegrations(props);
  const machines = new Map(props.machines.map((resource) => [resource.arn, readMachine(resource, props.logs, integrations, clock)]));
  const { onDefect } = props;
  const express = new ExpressExecutions({ clock, integrations, onDefect });
  const standard = await StandardExecutions.open({ dataDir: props.dataDir, machines, clock, integrations, onDefect });
  const context: OperationContext = { machines, standard, express };

  const close = async (): Promise<void> => {
    await Promise.all([express.close(), standard.close()]);
    integrations.close();
  };
  const service = createJsonService({
    signingName: 'states',
    targetPrefix: 'AWSStepFunctions',
    jsonVersion: '1.0',
    operations: {
      StartExecution: (input) => startExecution(context, input),
      StartSyncExecution: (input) => startSyncExecution(context, input),
      StopExecution: (input) => stopExecution(context, input),
      DescribeExecution: (input) => describeExecution(context, input),
      GetExecutionHistory: (input) => getExecutionHistory(context, input),
      ListExecutions: (input) => listExecutions(context, input),
      ListStateMachines: (input) => listStateMachines(context, input),
      DescribeStateMachine: (input) => describeStateMachine(context, input),
      DescribeStateMachineForExecution: (input) => describeStateMachineForExecution(context, input),
    },
    onDefect,
    close,
  });
  return { service, close };
}

function readMachine(resource: StateMachineResource, logs: LogStore, integrations: Integrations, clock: Clock): Machine {
  const parsed = parseDefinition(resource.name, resource.definition, (arn) => integrations.has(arn));
  return { resource, ...parsed, log: new ExecutionLog(resource, logs), createdMs: clock.now() };
}
