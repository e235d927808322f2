import type { KnownLabel } from '../../domain/labels.ts';
import type { Policy, PolicyRules } from '../../domain/policy.ts';
import type { PreviewedSession } from '../../domain/preview/session-replay.ts';
import type { ApiClient, Page } from './client.ts';

/** The policy in force. */
export function getPolicy(api: ApiClient, signal?: AbortSignal): Promise<Policy> {
  return api.json('/policy', { signal: signal ?? null });
}

/**
 * Puts rules in force; `basedOn` is the version that they were made from.
 * @throws ApiError INVALID_REQUEST with the path of what is wrong, POLICY_CHANGED when another version is in force
 */
export function putPolicy(api: ApiClient, rules: PolicyRules, basedOn: string): Promise<Policy> {
  return api.json('/policy', { method: 'PUT', body: { ...rules, basedOn } });
}

/** A policy that was put in force. */
export interface PolicyRevision {
  /** 0 is what the deployment was configured with. */
  revision: number;
  version: string;
  /** ISO 8601, UTC; null for revision 0. */
  createdAt: string | null;
  /** The `sub` of the administrator; null for revision 0. */
  createdBy: string | null;
  rules: PolicyRules;
}

/** Newest first. */
export function listPolicyVersions(api: ApiClient, cursor: string | null, signal?: AbortSignal): Promise<Page<PolicyRevision>> {
  return api.json('/policy/versions', { query: { cursor }, signal: signal ?? null });
}

export interface PreviewPolicyProps {
  rules: PolicyRules;
  /** How many of the last sessions are judged again. */
  lastSessions: number;
  cursor: string | null;
  signal?: AbortSignal;
}

/** What other rules would have made of recorded sessions; a page of as many as there was time for. */
export function previewPolicy(api: ApiClient, { rules, lastSessions, cursor, signal }: PreviewPolicyProps): Promise<Page<PreviewedSession> & { version: string }> {
  const body = { policy: rules, lastSessions, ...(cursor === null ? {} : { cursor }) };
  return api.json('/policy/preview', { method: 'POST', body, signal: signal ?? null });
}

/** Labels to choose objects from; the API has them all in one page. */
export async function listLabels(api: ApiClient, signal?: AbortSignal): Promise<KnownLabel[]> {
  const { items } = await api.json<Page<KnownLabel>>('/labels', { signal: signal ?? null });
  return items;
}
