import { told } from '../../../domain/error-sentences.ts';
import { PolicyChangedError, UnavailableError } from '../../../domain/errors.ts';
import { policyVersion, type Policy, type PolicyRules } from '../../../domain/policy.ts';
import type { Policies } from '../ports/policies.ts';

/** How often somebody else may be faster. */
const MAX_ATTEMPTS = 5;

export interface PolicyChange {
  rules: PolicyRules;
  /** The version that the rules were made from; null to replace whatever is in force. */
  basedOn: string | null;
  /** The `sub` of who changes it. */
  createdBy: string;
  createdAt: string;
}

/**
 * Puts rules in force. Those that are in force already stay as they are, so that a repeated request is answered as the first one.
 * @throws PolicyChangedError when another policy is in force than the one that the rules were made from
 */
export async function changePolicy(policies: Policies, { rules, basedOn, createdBy, createdAt }: PolicyChange): Promise<Policy> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const { revision, policy } = await policies.currentRevision();
    if (policy.version === policyVersion(rules)) return policy;
    if (basedOn !== null && policy.version !== basedOn) {
      throw new PolicyChangedError(...told('policyChanged', { version: policy.version }, { field: 'basedOn' }));
    }
    const put = await policies.putAfter(revision, rules, { createdAt, createdBy });
    if (put !== null) return put.policy;
  }
  throw new UnavailableError('The policy is being changed by others. Please repeat the request.');
}
