import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** An event as API Gateway hands it to a function, for somebody of these groups. */
export function apiEvent({ groups = ['candidate'], body, headers = {}, resource = '/verdicts' }: { groups?: string[]; body: string | null; headers?: Record<string, string>; resource?: string }): APIGatewayProxyEvent {
  const claims = { sub: 'b7e6a9f2-7a3e-4f0b-9c1d-0f4f0f4f0f4f', email: 'candidate@invigil.local', email_verified: 'true', 'cognito:groups': groups.join(',') };
  return {
    resource,
    path: resource,
    httpMethod: 'POST',
    headers,
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    isBase64Encoded: false,
    body,
    requestContext: { requestId: 'request-1', authorizer: { claims } } as unknown as APIGatewayProxyEvent['requestContext'],
  };
}

export const lambdaContext = {
  awsRequestId: 'lambda-request-1',
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:test',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 26_000,
} as Context;
