import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { StateMachineResource } from './assembly.ts';
import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';
import type { StackModel } from './stack-model.ts';

const StateMachineSchema = z.object({
  StateMachineType: z.enum(['EXPRESS', 'STANDARD']).default('STANDARD'),
  RoleArn: z.string(),
  DefinitionString: z.string().optional(),
  DefinitionS3Location: z.object({ Key: z.string() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
  LoggingConfiguration: z
    .object({
      Level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']).default('OFF'),
      IncludeExecutionData: z.boolean().default(false),
      Destinations: z.array(z.object({ CloudWatchLogsLogGroup: z.object({ LogGroupArn: z.string() }) })).default([]),
    })
    .default({ Level: 'OFF', IncludeExecutionData: false, Destinations: [] }),
  TracingConfiguration: z.object({ Enabled: z.boolean().default(false) }).default({ Enabled: false }),
});
type StateMachineProperties = z.infer<typeof StateMachineSchema>;

/** The state machines with their definitions, substitutions made. */
export function readStateMachines(stack: StackModel): StateMachineResource[] {
  return stack.resourcesOf(['AWS::StepFunctions::StateMachine'], StateMachineSchema).map(({ logicalId, place, properties }) => {
    const { LoggingConfiguration: logging } = properties;
    return {
      name: stack.nameOf(logicalId, place),
      arn: stack.arnOf(logicalId, place),
      type: properties.StateMachineType,
      definition: definition(properties, stack.assets, place),
      roleArn: properties.RoleArn,
      logging: {
        level: logging.Level,
        includeExecutionData: logging.IncludeExecutionData,
        logGroupName: /:log-group:([^:]+)/.exec(logging.Destinations[0]?.CloudWatchLogsLogGroup.LogGroupArn ?? '')?.[1] ?? null,
      },
      tracingEnabled: properties.TracingConfiguration.Enabled,
    };
  });
}

function definition(properties: StateMachineProperties, assets: ReadonlyMap<string, string>, place: Place): string {
  const { DefinitionString, DefinitionS3Location, DefinitionSubstitutions } = properties;
  const file = DefinitionS3Location && assets.get(DefinitionS3Location.Key);
  const source = DefinitionString ?? (file === undefined ? undefined : readFileSync(file, 'utf8'));
  if (source === undefined) throw new AssemblyError('INVALID_ASSEMBLY', 'the state machine has no definition', { ...place, path: `${place.path}.DefinitionS3Location` });
  // A substitution lands inside a JSON string, where it may need escapes.
  return source.replaceAll(/\$\{([A-Za-z0-9_]+)\}/g, (match, name: string) => {
    const value = DefinitionSubstitutions[name];
    return value === undefined ? match : JSON.stringify(value).slice(1, -1);
  });
}
