import type { LambdaInvoker } from '../../lambda/lambda-invoker.ts';
import type { SendAction } from './aws-sdk.ts';
import { awsSdk } from './aws-sdk.ts';
import { DYNAMODB_ACTIONS, dynamodb } from './dynamodb.ts';
import type { Integration, Integrations } from './integration.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaInvoke } from './lambda-invoke.ts';
import type { NestedExecutions } from './nested-executions.ts';
import { parseResource } from './resource-name.ts';
import { commandOf, keepHeaders, sdkCall } from './sdk-call.ts';
import type { SdkClient, SdkService } from './sdk-services.ts';
import { SDK_SERVICES } from './sdk-services.ts';
import { startExecution } from './start-execution.ts';

export interface IntegrationsProps {
  lambda: LambdaInvoker;
  /** Where the AWS services are served; asked when the first of them is called. */
  endpointUrl: () => string;
  /** Asked when the first execution starts another. */
  executions: () => NestedExecutions;
}

const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+(?::[^:]+)?$/;

/** The resources that state machines may name: functions, other machines, the optimised DynamoDB actions, and the SDK's for the services of the endpoint. */
export function createIntegrations(props: IntegrationsProps): Integrations & { close(): void } {
  const clients = new Map<SdkService, SdkClient>();
  const integrations = new Map<string, Integration>();

  const clientOf = (service: SdkService): SdkClient => {
    const known = clients.get(service);
    if (known) return known;
    const client = keepHeaders(service.createClient(props.endpointUrl()));
    clients.set(service, client);
    return client;
  };

  const sdkAction = (serviceName: string, action: string): { service: SdkService; send: SendAction } | null => {
    const service = Object.hasOwn(SDK_SERVICES, serviceName) ? SDK_SERVICES[serviceName] : undefined;
    const command = service ? commandOf(service, action) : null;
    if (!service || !command) return null;
    return { service, send: (input, signal) => sdkCall(clientOf(service), command, input, signal) };
  };

  const create = (arn: string): Integration | null => {
    if (FUNCTION_ARN.test(arn)) return lambdaFunction(props.lambda, arn);
    const { resourceType, action, pattern } = parseResource(arn) ?? {};
    if (resourceType === undefined || action === undefined) return null;
    if (resourceType === 'states') return action === 'startExecution' ? startExecution(props.executions, pattern ?? '') : null;
    // The others end with their answer, or with a token.
    if (pattern !== '' && pattern !== '.waitForTaskToken') return null;
    if (resourceType === 'lambda' && action === 'invoke') return lambdaInvoke(props.lambda);
    if (resourceType === 'dynamodb') {
      const optimised = pattern === '' && DYNAMODB_ACTIONS.has(action) ? sdkAction('dynamodb', action) : null;
      return optimised && dynamodb(optimised.service, optimised.send);
    }
    if (!resourceType.startsWith('aws-sdk:')) return null;
    const found = sdkAction(resourceType.replace('aws-sdk:', ''), action);
    return found && awsSdk(found.service, found.send);
  };

  const find = (arn: string): Integration | null => {
    const integration = integrations.get(arn) ?? create(arn);
    if (integration) integrations.set(arn, integration);
    return integration;
  };

  return {
    has: (arn) => find(arn) !== null,
    of: (arn) => {
      const integration = find(arn);
      if (!integration) throw new Error(`The definition was accepted with the resource '${arn}'.`);
      return integration;
    },
    close: () => {
      for (const client of clients.values()) client.destroy();
    },
  };
}
