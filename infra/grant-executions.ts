import { Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { CfnStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { acknowledgeFor } from './acknowledge.ts';

/** Grants actions on the executions of a machine. */
export function grantExecutions(grantee: IGrantable, machine: StateMachine, ...actions: string[]): void {
  machine.grantExecution(grantee, ...actions);
  const logicalId = Stack.of(machine).getLogicalId(machine.node.defaultChild as CfnStateMachine);
  acknowledgeFor(grantee, {
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${logicalId}"}]}]}:*]`]:
      'Executions are named when they start.',
  });
}
