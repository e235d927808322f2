import { v5 } from 'uuid';
import { ACCOUNT_ID, REGION } from '../aws/service.ts';
import { constructId, kebabCase } from './local-name.ts';

/** What the resources of one CloudFormation type are called, and what their references answer. */
export interface ResourceKind {
  /** The property that may hold a name; null where CloudFormation always makes one. */
  nameProperty: string | null;
  /** The local name of a resource that the template gives none, from its construct path. */
  localName: (constructPath: string) => string;
  /** What `Ref` answers. */
  ref: (name: string, urls: LocalUrls) => string;
  /** What `Fn::GetAtt` answers, by attribute. */
  attributes: Readonly<Record<string, (name: string, urls: LocalUrls) => string>>;
}

/** Where the one-machine runtime serves. */
export interface LocalUrls {
  /** All AWS protocols, for example `http://127.0.0.1:4566`. */
  endpointUrl: string;
  /** The OpenID Connect issuer, for example `http://127.0.0.1:4000/issuer`. */
  issuerUrl: string;
}

/** The client id that the local issuer knows the app by. */
export const LOCAL_CLIENT_ID = 'invigil-app';

/** Names keys after their construct (RFC 9562, version 5). Changing it would lose every key, and with it what was signed. */
const KEY_NAMESPACE = '5b1d7c0e-7d0c-4c58-9f0a-0f6f7f0c7d1e';

const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;
const itself = (name: string): string => name;
const kebabId = (constructPath: string): string => kebabCase(constructId(constructPath));
const wholePath = (constructPath: string): string => constructPath.split('/').filter((segment) => segment !== 'Resource').join('-');

const table: ResourceKind = {
  nameProperty: 'TableName',
  localName: constructId,
  ref: itself,
  attributes: { Arn: (name) => arn('dynamodb', `table/${name}`) },
};

/** A resource that is known by its id alone. */
const identified = (attribute?: string): ResourceKind => ({ nameProperty: null, localName: wholePath, ref: itself, attributes: attribute ? { [attribute]: itself } : {} });

/**
 * The types whose references are resolved, with ARNs as AWS forms them. A reference to any other type is an error, not a guess.
 * Source: the "Return values" of https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */
export const RESOURCE_KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    localName: kebabId,
    ref: itself,
    attributes: { Arn: (name) => arn('lambda', `function:${name}`) },
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    localName: kebabId,
    ref: (name) => arn('states', `stateMachine:${name}`),
    attributes: { Arn: (name) => arn('states', `stateMachine:${name}`), Name: itself },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    localName: kebabId,
    ref: itself,
    attributes: { Arn: (name) => `arn:aws:s3:::${name}`, DomainName: (name) => `${name}.s3.amazonaws.com`, RegionalDomainName: (name) => `${name}.s3.${REGION}.amazonaws.com` },
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    localName: (constructPath) => `/${wholePath(constructPath)}`,
    ref: itself,
    attributes: { Arn: (name) => arn('logs', `log-group:${name}:*`) },
  },
  'AWS::Events::Rule': { nameProperty: 'Name', localName: wholePath, ref: itself, attributes: { Arn: (name) => arn('events', `rule/${name}`) } },
  'AWS::Rekognition::Collection': {
    nameProperty: 'CollectionId',
    localName: kebabId,
    ref: itself,
    attributes: { Arn: (name) => arn('rekognition', `collection/${name}`) },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    localName: kebabId,
    ref: (name, urls) => `${urls.endpointUrl}/${ACCOUNT_ID}/${name}`,
    attributes: { Arn: (name) => arn('sqs', name), QueueName: itself, QueueUrl: (name, urls) => `${urls.endpointUrl}/${ACCOUNT_ID}/${name}` },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    localName: kebabId,
    ref: (name) => arn('sns', name),
    attributes: { TopicArn: (name) => arn('sns', name), TopicName: itself },
  },
  'AWS::KMS::Key': {
    nameProperty: null,
    // KMS takes nothing but UUIDs for a key's id; this one is the same at every start.
    localName: (constructPath) => v5(constructPath, KEY_NAMESPACE),
    ref: itself,
    attributes: { Arn: (name) => arn('kms', `key/${name}`), KeyId: itself },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', localName: (constructPath) => `alias/${kebabId(constructPath)}`, ref: itself, attributes: {} },
  'AWS::IAM::Role': { nameProperty: 'RoleName', localName: wholePath, ref: itself, attributes: { Arn: (name) => `arn:aws:iam::${ACCOUNT_ID}:role/${name}` } },
  'AWS::Cognito::UserPool': {
    nameProperty: null,
    localName: (constructPath) => `${REGION}_${constructId(constructPath).replaceAll(/[^A-Za-z0-9]/g, '')}`,
    ref: itself,
    attributes: {
      Arn: (name) => arn('cognito-idp', `userpool/${name}`),
      UserPoolId: itself,
      ProviderName: (name) => `cognito-idp.${REGION}.amazonaws.com/${name}`,
      ProviderURL: (_name, urls) => urls.issuerUrl,
    },
  },
  'AWS::Cognito::UserPoolClient': { nameProperty: null, localName: () => LOCAL_CLIENT_ID, ref: itself, attributes: { ClientId: itself } },
  'AWS::Cognito::UserPoolGroup': { nameProperty: 'GroupName', localName: kebabId, ref: itself, attributes: {} },
  'AWS::ApiGateway::RestApi': {
    nameProperty: null,
    localName: (constructPath) => kebabId(constructPath).replaceAll('-', ''),
    ref: itself,
    attributes: { RestApiId: itself, RootResourceId: (name) => `${name}-root` },
  },
  'AWS::ApiGateway::Stage': { nameProperty: 'StageName', localName: constructId, ref: itself, attributes: {} },
  'AWS::ApiGateway::Resource': identified('ResourceId'),
  'AWS::ApiGateway::Method': identified(),
  'AWS::ApiGateway::Authorizer': identified('AuthorizerId'),
  'AWS::ApiGateway::Deployment': identified('DeploymentId'),
};
