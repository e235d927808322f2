import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Handler } from './constructs/handler.ts';
import type { Parameters } from './constructs/parameters.ts';
import type { Tables } from './constructs/tables.ts';

/** Gives a function what `POLICIES_ENVIRONMENT` of functions/shared/policy-environment.ts names, and the right to read the policy in force. */
export function grantPolicy(handler: Handler, { tables: { policies }, parameters }: { tables: Tables; parameters: Parameters }): void {
  for (const [name, value] of Object.entries({ POLICIES_TABLE: policies.tableName, ...parameters.policyEnvironment })) handler.addEnvironment(name, value);
  Grant.addToPrincipal({ grantee: handler, actions: ['dynamodb:Query'], resourceArns: [policies.tableArn] });
}
