import type { Integration } from './integration.ts';
import type { ServiceError } from './sdk-error.ts';
import { sdkError } from './sdk-error.ts';
import type { SdkAnswer } from './sdk-call.ts';
import type { SdkService } from './sdk-services.ts';
import { taskArguments } from './task-arguments.ts';
import type { Json, JsonObject } from '../json.ts';

/** Sends one action's input to its service. */
export type SendAction = (input: JsonObject, signal: AbortSignal) => Promise<SdkAnswer>;

/** `arn:aws:states:::aws-sdk:<service>:<action>`: the result is the service's answer, errors bear the names of AWS's Java SDK 2. */
export function awsSdk(service: SdkService, send: SendAction): Integration {
  const describe = (error: ServiceError): { name: string; cause: string } => {
    const name = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`;
    return {
      name: `${service.errorPrefix}.${error.isModelled ? name : `${service.errorPrefix}Exception`}`,
      cause: `${error.message} (Service: ${service.errorPrefix}, Status Code: ${error.statusCode}, Request ID: ${error.requestId})`,
    };
  };
  return {
    check: (args) => {
      taskArguments(args);
    },
    call: async (args, signal) => {
      try {
        const input = taskArguments(args);
        if (service.memberCase === 'pascal') return (await send(input, signal)).output;
        const { output } = await send(renameMembers(input, (name) => name.charAt(0).toLowerCase() + name.slice(1)) as JsonObject, signal);
        return renameMembers(output, (name) => name.charAt(0).toUpperCase() + name.slice(1));
      } catch (error) {
        throw sdkError(service, service.errorPrefix, describe, error);
      }
    },
  };
}

/** The value with all members of its objects renamed, at any depth. */
function renameMembers(value: Json, rename: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => renameMembers(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [rename(name), renameMembers(member, rename)]));
}
