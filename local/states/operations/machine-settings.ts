import { z } from 'zod';
import type { StateMachineResource } from '../../assembly/assembly.ts';
import { InvalidDefinitionError } from '../definition/invalid-definition-error.ts';
import { invalidDefinition, invalidLogging, invalidRoleArn, validationError } from './errors.ts';

/** A definition may have 1 MiB. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export const DefinitionSchema = z.string().min(1).max(1_048_576);

/** The members that CreateStateMachine and UpdateStateMachine share. */
export const SETTINGS = {
  roleArn: z.string().min(1).max(256).optional(),
  loggingConfiguration: z
    .object({
      level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']).default('OFF'),
      includeExecutionData: z.boolean().default(false),
      destinations: z.array(z.object({ cloudWatchLogsLogGroup: z.object({ logGroupArn: z.string().max(256) }).optional() })).default([]),
    })
    .optional(),
  tracingConfiguration: z.object({ enabled: z.boolean().default(false) }).optional(),
  encryptionConfiguration: z.object({ type: z.string() }).optional(),
  publish: z.boolean().optional(),
  versionDescription: z.string().optional(),
};

type Settings = z.infer<z.ZodObject<typeof SETTINGS>>;

/** What of a machine the settings say. @throws InvalidArn, InvalidLoggingConfiguration; ValidationException for what is not served here */
export function readSettings(settings: Settings): Partial<StateMachineResource> {
  const { roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration, publish, versionDescription } = settings;
  if (roleArn !== undefined && !/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(roleArn)) throw invalidRoleArn(roleArn);
  if (publish === true) throw validationError('Versions of state machines are not served on one machine: leave publish out.');
  if (versionDescription !== undefined) throw validationError('Version description can only be set when publish is true');
  if (encryptionConfiguration !== undefined && encryptionConfiguration.type !== 'AWS_OWNED_KEY') {
    throw validationError('Keys of customers are not served on one machine: leave encryptionConfiguration out.');
  }
  return {
    ...(roleArn !== undefined && { roleArn }),
    ...(loggingConfiguration !== undefined && { logging: readLogging(loggingConfiguration) }),
    ...(tracingConfiguration !== undefined && { tracingEnabled: tracingConfiguration.enabled }),
  };
}

function readLogging({ level, includeExecutionData, destinations }: NonNullable<Settings['loggingConfiguration']>): StateMachineResource['logging'] {
  if (destinations.length > 1 || (level !== 'OFF' && destinations.length === 0)) throw invalidLogging('Must specify exactly one Log Destination.');
  const [destination] = destinations;
  if (!destination) return { level, includeExecutionData, logGroupName: null };
  const logGroupName = /^arn:aws[\w-]*:logs:[^:]+:\d{12}:log-group:(?<name>[^:*]+):\*$/.exec(destination.cloudWatchLogsLogGroup?.logGroupArn ?? '')?.groups?.name;
  if (logGroupName === undefined) throw invalidLogging('Log Destination is not a CloudWatch Log Group ARN that ends with :*.');
  return { level, includeExecutionData, logGroupName };
}

/** Waits for a change of machines; what is wrong with a definition becomes AWS's error. @throws InvalidDefinition */
export async function orInvalidDefinition<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw error instanceof InvalidDefinitionError ? invalidDefinition(error.message, error) : error;
  }
}
