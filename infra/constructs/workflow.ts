import { fileURLToPath } from 'node:url';
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, type StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { CONFIG } from '../config.ts';
import { STACK_SUFFIX } from '../stack-suffix.ts';
import type { Handler } from './handler.ts';
import { InlineRole } from './inline-role.ts';

export interface WorkflowProps {
  /** The definition's name in `statemachines/`. */
  definition: string;
  type: StateMachineType;
  comment: string;
  /** The functions that the machine may call, by the names of their ARNs in the definition. */
  functions: Readonly<Record<string, Handler>>;
  /** Other values of the definition. */
  substitutions: Readonly<Record<string, string>>;
}

/** A state machine of `statemachines/` that logs every event with its data: nothing that may not be logged ever enters it. */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;
  /** Where every event of every execution is. */
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      // Under this prefix CloudWatch needs no resource policy, whose size is limited.
      logGroupName: `/aws/vendedlogs/states/${Aws.STACK_NAME}-${props.definition}-${STACK_SUFFIX}`,
      retention: CONFIG.retentionDays,
      // Evidence, as the records are.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const functionArns = Object.fromEntries(Object.entries(props.functions).map(([name, handler]) => [name, handler.functionArn]));
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      role: new InlineRole(this, 'StateMachineRole', { service: 'states.amazonaws.com' }),
      stateMachineType: props.type,
      comment: props.comment,
      definitionBody: DefinitionBody.fromFile(fileURLToPath(new URL(`../../statemachines/${props.definition}.asl.json`, import.meta.url))),
      definitionSubstitutions: { Partition: Aws.PARTITION, ...functionArns, ...props.substitutions },
      logs: { destination: this.logGroup, level: LogLevel.ALL, includeExecutionData: true },
      tracingEnabled: true,
    });
    for (const handler of Object.values(props.functions)) handler.grantInvokeLatestVersion(this.stateMachine);
    acknowledge(this.stateMachine.role, { 'AwsSolutions-IAM5[Resource::*]': 'X-Ray and the delivery of logs are granted for no resource in particular.' });
  }
}
