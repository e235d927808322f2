import { Validations } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';

/** Exact findings of cdk-nag by their ids, each with the reason why it stands. */
export type Findings = Readonly<Record<string, string>>;

export function acknowledge(construct: IConstruct, findings: Findings): void {
  Validations.of(construct).acknowledge(...Object.entries(findings).map(([id, reason]) => ({ id, reason })));
}

/** Acknowledges findings on the role that a grantee's permissions are attached to. */
export function acknowledgeFor({ grantPrincipal }: IGrantable, findings: Findings): void {
  if (!Construct.isConstruct(grantPrincipal)) throw new TypeError('Only a role of this stack has findings.');
  acknowledge(grantPrincipal, findings);
}
