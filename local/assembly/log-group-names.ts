import type { Template } from './cloud-assembly.ts';
import { constructId, kebabCase } from './local-name.ts';
import { constructPath } from './references.ts';

/** The prefixes that AWS itself uses for a service's log groups. */
const PREFIXES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': '/aws/lambda/',
  'AWS::StepFunctions::StateMachine': '/aws/vendedlogs/states/',
};

/**
 * Local names for log groups that the template gives none, by logical id: that of the one function or state machine that logs there, with the
 * prefix that AWS uses, for example `/aws/vendedlogs/states/verify-frame`. A group that several share keeps the name of its own path.
 */
export function givenLogGroupNames(template: Template): Map<string, string> {
  const users = new Map<string, string[]>();
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const prefix = PREFIXES[resource.Type];
    if (prefix === undefined) continue;
    const logging = JSON.stringify(resource.Properties.LoggingConfig ?? resource.Properties.LoggingConfiguration ?? {});
    for (const [groupId, group] of Object.entries(template.Resources)) {
      if (group.Type !== 'AWS::Logs::LogGroup' || !logging.includes(`"${groupId}"`)) continue;
      users.set(groupId, [...(users.get(groupId) ?? []), prefix + kebabCase(constructId(constructPath(logicalId, resource)))]);
    }
  }
  return new Map([...users].flatMap(([groupId, names]) => (names.length === 1 && names[0] !== undefined ? [[groupId, names[0]] as const] : [])));
}
