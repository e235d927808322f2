import { z } from 'zod';
import type { LambdaIntegration, MockIntegration, Route } from './assembly.ts';
import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';
import { literalHeaders, mappingTemplate } from './mapping.ts';
import type { StackModel } from './stack-model.ts';

const ResourceSchema = z.object({ ParentId: z.string(), PathPart: z.string() });

const IntegrationResponseSchema = z.object({
  StatusCode: z.coerce.number(),
  SelectionPattern: z.string().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

const MethodSchema = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.string().default('NONE'),
  Integration: z.object({
    Type: z.string(),
    Uri: z.string().optional(),
    TimeoutInMillis: z.coerce.number().default(29_000),
    IntegrationResponses: z.array(IntegrationResponseSchema).default([]),
  }),
});
type Integration = z.infer<typeof MethodSchema>['Integration'];

/**
 * The routes of the template's REST API.
 *
 * @throws AssemblyError UNSUPPORTED for an authorizer other than a Cognito user pool, or an integration other than AWS_PROXY and MOCK
 */
export function readRoutes(stack: StackModel): Route[] {
  const parts = new Map(stack.resourcesOf(['AWS::ApiGateway::Resource'], ResourceSchema).map(({ logicalId, place, properties }) => [stack.ref(logicalId, place), properties]));
  // Whatever is no resource of the template is the API's root.
  const pathOf = (resourceId: string): string => {
    const part = parts.get(resourceId);
    return part ? `${pathOf(part.ParentId)}/${part.PathPart}` : '';
  };
  return stack.resourcesOf(['AWS::ApiGateway::Method'], MethodSchema).map(({ place, properties }) => ({
    method: properties.HttpMethod,
    path: pathOf(properties.ResourceId) || '/',
    authorizer: authorizer(properties.AuthorizationType, place),
    integration: integration(properties.Integration, place),
  }));
}

function authorizer(type: string, place: Place): Route['authorizer'] {
  if (type === 'NONE') return null;
  if (type === 'COGNITO_USER_POOLS') return { type };
  throw new AssemblyError('UNSUPPORTED', `authorization by ${type} does not exist on one machine`, { ...place, path: `${place.path}.AuthorizationType` });
}

function integration(from: Integration, place: Place): LambdaIntegration | MockIntegration {
  const at = { ...place, path: `${place.path}.Integration` };
  if (from.Type === 'AWS_PROXY') {
    const functionArn = /\/functions\/(arn:[^/]+)\/invocations$/.exec(from.Uri ?? '')?.[1];
    if (functionArn === undefined) throw new AssemblyError('UNSUPPORTED', 'the integration calls no Lambda function', at);
    return { type: 'AWS_PROXY', functionArn, timeoutMs: from.TimeoutInMillis };
  }
  if (from.Type === 'MOCK') {
    const response = from.IntegrationResponses.find(({ SelectionPattern }) => SelectionPattern === undefined);
    if (!response) throw new AssemblyError('UNSUPPORTED', 'the MOCK integration has no default response', at);
    return {
      type: 'MOCK',
      statusCode: response.StatusCode,
      headers: literalHeaders(response.ResponseParameters, 'method.response.header.', at),
      body: mappingTemplate(response.ResponseTemplates, at) ?? '',
    };
  }
  throw new AssemblyError('UNSUPPORTED', `an integration of type ${from.Type} does not exist on one machine`, at);
}
