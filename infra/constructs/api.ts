import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  Cors,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  MockIntegration,
  PassthroughBehavior,
  RestApi,
  type IResource,
  type MethodDeploymentOptions,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { CONFIG } from '../config.ts';
import { addGatewayResponses, errorTemplate } from './gateway-responses.ts';
import type { Handler } from './handler.ts';
import type { SignIn } from './sign-in.ts';

/** What clients send bodies as, also to routes that there are not; any other type is answered by the gateway response for it. */
const COMMON_CONTENT_TYPES = ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data', 'application/octet-stream'];

export interface ApiProps {
  signIn: SignIn;
  /** Shown by `GET /health`. */
  version: string;
}

/** The REST API: who may call, which route leads to which function, and every error in the API's own form. */
export class Api extends Construct {
  readonly restApi: RestApi;
  readonly #signedIn: MethodOptions;

  constructor(scope: Construct, id: string, { signIn, version }: ApiProps) {
    super(scope, id);
    const accessLogs = new LogGroup(this, 'AccessLogs', { retention: CONFIG.retentionDays, removalPolicy: RemovalPolicy.DESTROY });
    this.restApi = new RestApi(this, 'RestApi', {
      restApiName: `${Aws.STACK_NAME}-api`,
      description: 'Invigil: one verdict for every frame.',
      endpointTypes: [EndpointType.REGIONAL],
      // Frames are answered as bytes, to who asks for an image.
      binaryMediaTypes: ['image/*'],
      deployOptions: {
        stageName: 'api',
        tracingEnabled: true,
        ...methodSettings(CONFIG.throttle),
        methodOptions: { '/process/POST': methodSettings(CONFIG.processThrottle) },
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields({ caller: false, httpMethod: true, ip: true, protocol: true, requestTime: true, resourcePath: true, responseLength: true, status: true, user: false }),
      },
      cloudWatchRole: true,
      defaultCorsPreflightOptions: {
        allowOrigins: Cors.ALL_ORIGINS,
        allowMethods: Cors.ALL_METHODS,
        allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
        exposeHeaders: ['Location', 'Retry-After'],
      },
    });
    this.#signedIn = {
      authorizationType: AuthorizationType.COGNITO,
      authorizer: new CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [signIn.userPool] }),
    };
    addGatewayResponses(this.restApi);
    this.#addHealth(version);
    this.#addUnknownRoutes();
    acknowledge(this.restApi, {
      'AwsSolutions-APIG2': 'The functions parse every body by a schema and answer with the field at fault; API Gateway would refuse without it.',
      'AwsSolutions-APIG4': "Preflights, the health check and the API's description carry no token; every other method has the Cognito authorizer.",
      'AwsSolutions-COG4': "Preflights, the health check and the API's description carry no token; every other method has the Cognito authorizer.",
      'AwsSolutions-APIG3': 'The stage is throttled, and each person by their frames; a web ACL is priced by the month and left to the operator.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]': "API Gateway's own role for writing its logs.",
    });
  }

  /** Leads a route to a function, and every other method of its path to 405. It asks for a token, unless it is public. */
  addRoute(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, handler: Handler, { isPublic = false }: { isPublic?: boolean } = {}): void {
    const resource = this.restApi.root.resourceForPath(path);
    resource.addMethod(method, new LambdaIntegration(handler, { timeout: CONFIG.apiTimeout, scopePermissionToMethod: false }), isPublic ? {} : this.#signedIn);
    this.#addMethodNotAllowed(resource);
  }

  #addHealth(version: string): void {
    const resource = this.restApi.root.addResource('health');
    this.#addAnswer(resource, 'GET', { statusCode: '200', body: JSON.stringify({ status: 'ok', version }) });
    this.#addMethodNotAllowed(resource);
  }

  /** Asks for a token first, as every route does: who is not signed in learns nothing of what there is. */
  #addUnknownRoutes(): void {
    this.#addAnswer(this.restApi.root.addResource('{proxy+}'), 'ANY', { statusCode: '404', body: errorTemplate('NOT_FOUND', 'There is no such route.') }, this.#signedIn);
  }

  #addMethodNotAllowed(resource: IResource): void {
    if (resource.node.tryFindChild('ANY')) return;
    this.#addAnswer(resource, 'ANY', { statusCode: '405', body: errorTemplate('METHOD_NOT_ALLOWED', 'This route has no such method.') }, this.#signedIn);
  }

  /** An answer that API Gateway gives by itself. */
  #addAnswer(resource: IResource, method: string, { statusCode, body }: { statusCode: string; body: string }, options: MethodOptions = {}): void {
    const integration = new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: Object.fromEntries(COMMON_CONTENT_TYPES.map((type) => [type, JSON.stringify({ statusCode: Number(statusCode) })])),
      integrationResponses: [{ statusCode, responseTemplates: { 'application/json': body }, responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } }],
    });
    resource.addMethod(method, integration, { ...options, methodResponses: [{ statusCode, responseParameters: { 'method.response.header.Access-Control-Allow-Origin': true } }] });
  }
}

/** What holds for every method, by how much it takes. */
function methodSettings({ rateLimit, burstLimit }: { rateLimit: number; burstLimit: number }): MethodDeploymentOptions {
  return {
    loggingLevel: MethodLoggingLevel.ERROR,
    // Bodies are faces.
    dataTraceEnabled: false,
    // Metrics of each method are paid by the month; those of the stage are not, and the access log has every path.
    metricsEnabled: false,
    throttlingRateLimit: rateLimit,
    throttlingBurstLimit: burstLimit,
  };
}
