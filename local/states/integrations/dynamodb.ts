import type { SendAction } from './aws-sdk.ts';
import type { Integration } from './integration.ts';
import type { ServiceError } from './sdk-error.ts';
import { sdkError } from './sdk-error.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import type { SdkService } from './sdk-services.ts';
import { taskArguments } from './task-arguments.ts';

/** The actions of the optimised integration. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
export const DYNAMODB_ACTIONS: ReadonlySet<string> = new Set(['getItem', 'putItem', 'updateItem', 'deleteItem']);

/** `arn:aws:states:::dynamodb:<action>`: the answer with the SDK's metadata, errors by the names of AWS's Java SDK 1. */
export function dynamodb(service: SdkService, send: SendAction): Integration {
  return {
    check: (args) => {
      taskArguments(args, ['TableName']);
    },
    call: async (args, signal) => {
      try {
        const answer = await send(taskArguments(args), signal);
        return { ...answer.output, ...sdkMetadata(answer.headers, answer.statusCode, answer.requestId) };
      } catch (error) {
        throw sdkError(service, 'DynamoDB', describe, error);
      }
    },
  };
}

function describe(error: ServiceError): { name: string; cause: string } {
  return {
    name: `DynamoDB.${error.isModelled ? error.code : 'AmazonDynamoDBException'}`,
    cause: `${error.message} (Service: AmazonDynamoDBv2; Status Code: ${error.statusCode}; Error Code: ${error.code}; Request ID: ${error.requestId}; Proxy: null)`,
  };
}
