import type { Policy, PolicyRules } from '../../../domain/policy.ts';

/** A policy as it was put. */
export interface PolicyRevision {
  /** From 1, without gaps; 0 is what the stack's parameters say, and in force until there is another. */
  revision: number;
  policy: Policy;
  /** Both null for revision 0. */
  createdAt: string | null;
  /** The `sub` of who put it. */
  createdBy: string | null;
}

/** The policy in force, and those before it. */
export interface Policies {
  /** The policy in force at this moment, read consistently. */
  current(): Promise<Policy>;
  /** The revision in force at this moment, read consistently. */
  currentRevision(): Promise<PolicyRevision>;
  /** Puts the rules in force as the revision after this one; null when somebody else has put another meanwhile. */
  putAfter(revision: number, rules: PolicyRules, creation: { createdAt: string; createdBy: string }): Promise<PolicyRevision | null>;
  /** Newest first, revision 0 last. */
  list(cursor: string | null): Promise<{ items: PolicyRevision[]; nextCursor: string | null }>;
}
