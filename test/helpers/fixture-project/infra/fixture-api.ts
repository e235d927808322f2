import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import type { MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { AuthorizationType, CognitoUserPoolsAuthorizer, Cors, LambdaIntegration, MockIntegration, PassthroughBehavior, ResponseType, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

const CORS = { 'Access-Control-Allow-Origin': "'*'" };
const errorBody = (code: string): Record<string, string> => ({
  'application/json': `{"error":{"code":"${code}","message":$context.error.messageString,"requestId":"$context.requestId"}}`,
});

/** Routes of every kind: with and without a token, static beside parameter beside greedy, a MOCK, and gateway responses of its own. */
export function addApi(stack: Stack, echo: IFunction, users: UserPool): void {
  const api = new RestApi(stack, 'Api', { deployOptions: { stageName: 'api' }, cloudWatchRole: false, binaryMediaTypes: ['image/*'] });
  const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [users] });
  const signedIn: MethodOptions = { authorizer, authorizationType: AuthorizationType.COGNITO };
  const toEcho = new LambdaIntegration(echo);

  const items = api.root.addResource('items');
  items.addCorsPreflight({ allowOrigins: Cors.ALL_ORIGINS, allowHeaders: ['Authorization'] });
  items.addMethod('GET', toEcho);
  items.addMethod('POST', toEcho, signedIn);
  const item = items.addResource('{id}');
  item.addMethod('GET', toEcho);
  item.addMethod('ANY', toEcho, signedIn);
  item.addResource('parts').addMethod('GET', toEcho);
  items.addResource('special').addMethod('GET', toEcho);
  api.root.addResource('files').addResource('{proxy+}').addMethod('ANY', toEcho);
  api.root.addResource('slow').addMethod('ANY', new LambdaIntegration(echo, { timeout: Duration.millis(200) }));
  api.root.addResource('health').addMethod(
    'GET',
    new MockIntegration({
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      passthroughBehavior: PassthroughBehavior.NEVER,
      integrationResponses: [
        {
          statusCode: '200',
          responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
          responseTemplates: { 'application/json': '{"status":"ok","requestId":"$context.requestId"}' },
        },
      ],
    }),
    { methodResponses: [{ statusCode: '200', responseParameters: { 'method.response.header.Access-Control-Allow-Origin': true } }] },
  );

  api.addGatewayResponse('Unauthorized', { type: ResponseType.UNAUTHORIZED, statusCode: '401', responseHeaders: CORS, templates: errorBody('UNAUTHENTICATED') });
  api.addGatewayResponse('NoRoute', { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, statusCode: '404', responseHeaders: CORS, templates: errorBody('NOT_FOUND') });
  api.addGatewayResponse('TooLarge', { type: ResponseType.REQUEST_TOO_LARGE, statusCode: '413', responseHeaders: CORS, templates: errorBody('IMAGE_TOO_LARGE') });
  api.addGatewayResponse('Default5xx', { type: ResponseType.DEFAULT_5XX, responseHeaders: CORS, templates: errorBody('UNAVAILABLE') });
}
