import { PolicyDocument, Role, ServicePrincipal, type AddToPrincipalPolicyResult, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * A role that holds what it may do itself. The CDK makes a policy of its own for each role, which is another resource: of those a stack may have
 * 500, and every function has a role.
 */
export class InlineRole extends Role {
  readonly #rights: PolicyDocument;

  /** @param service who may assume it, for example `lambda.amazonaws.com` */
  constructor(scope: Construct, id: string, { service }: { service: string }) {
    // Rendered when the stack is synthesized, with everything that was granted until then.
    const rights = new PolicyDocument();
    super(scope, id, { assumedBy: new ServicePrincipal(service), inlinePolicies: { Rights: rights } });
    this.#rights = rights;
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#rights.addStatements(statement);
    return { statementAdded: true, policyDependable: this };
  }
}
