import { devNull } from 'node:os';
import { REGION } from '../aws/service.ts';
import type { FunctionResource } from '../assembly/assembly.ts';

/** Every function on one machine writes to one log stream. */
export const LOG_STREAM_NAME = 'local';

export const logGroupOf = ({ name, logGroupName }: FunctionResource): string => logGroupName ?? `/aws/lambda/${name}`;

/**
 * The whole environment of a function: its own variables, those that Lambda's runtime sets, and the given ones; nothing of the host's.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 *
 * @param shared where the AWS services are and the credentials for them; a function's own variables win
 */
export function runtimeEnvironment(fn: FunctionResource, shared: Readonly<Record<string, string>>): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    // Else the SDK would read the configuration of whoever started us.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    ...shared,
    ...fn.environment,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMiB),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(fn),
    AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM_NAME,
    LAMBDA_TASK_ROOT: fn.codeDir,
    _HANDLER: fn.handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}
