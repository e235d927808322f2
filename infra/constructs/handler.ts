import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { bundledFunction } from '../bundled-function.ts';
import { CONFIG } from '../config.ts';
import { InlineRole } from './inline-role.ts';

export interface HandlerProps {
  description: string;
  timeout: Duration;
  environment?: Record<string, string>;
  memorySize?: number;
}

/**
 * One function of `functions/`, found by its construct's id (`DetectLabels` is `functions/detect-labels.ts`): a bundle with everything in
 * it, its own role that may do nothing but log and trace, its own log group.
 */
export class Handler extends Function {
  constructor(scope: Construct, id: string, props: HandlerProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, { retention: CONFIG.retentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const role = new InlineRole(scope, `${id}Role`, { service: 'lambda.amazonaws.com' });
    logGroup.grantWrite(role);
    super(scope, id, {
      ...props,
      // Stacks in the log name our own lines, not the bundle's.
      environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
      role,
      logGroup,
      code: bundledFunction(kebabCase(id)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    });
    acknowledge(role, { 'AwsSolutions-IAM5[Resource::*]': 'X-Ray takes trace segments for no resource in particular.' });
  }

  /** Lets the function do this where IAM knows no resource, as with Rekognition's detections. */
  allowWithoutResource(action: string): void {
    this.addToRolePolicy(new PolicyStatement({ actions: [action], resources: ['*'] }));
  }
}

function kebabCase(id: string): string {
  return id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
