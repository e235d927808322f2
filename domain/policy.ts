import { sha256OfCanonicalJson } from './canonical-json.ts';
import type { IncidentRule } from './incidents/incident.ts';
import type { PhotoLimits } from './registration/photo-limits.ts';

/** What the checks measure against. Percentages are Rekognition's scale, 0 to 100. */
export interface Policy {
  /** Names these very rules: see {@link policyVersion}. */
  version: string;
  /** A person counts from this confidence on; an object does where it has none of its own. */
  minConfidencePercent: number;
  /** A face is somebody's from this similarity on. */
  faceMatchPercent: number;
  /** Content is unsafe from this confidence on. */
  moderationPercent: number;
  /** What must not be seen, by Rekognition's name, alias or parent of a label. */
  objects: PolicyObject[];
  /** How often a candidate's page sends a frame. */
  frameIntervalMs: number;
  /** More than this between two frames, or between one and the session's start or end, is a gap. */
  maxGapMs: number;
  /** When a person should look: see incidents/. */
  incidentRules: IncidentRule[];
  /** What a photo must keep to be registered. */
  photo: PhotoLimits;
}

/** A policy without its name. */
export type PolicyRules = Omit<Policy, 'version'>;

export interface PolicyObject {
  name: string;
  /** Its own confidence; the policy's minimum where it has none. */
  confidencePercent?: number;
}

/**
 * The version of a set of rules: the first 12 hexadecimal digits of the SHA-256 of their canonical JSON. The same rules always have
 * the same version, different rules never do, and a reader of a verdict can check the one against the other.
 */
export function policyVersion(rules: PolicyRules): string {
  return sha256OfCanonicalJson(rulesOf(rules)).slice(0, 12);
}

/** A policy of these rules, with its version. */
export function createPolicy(rules: PolicyRules): Policy {
  return { ...rules, version: policyVersion(rules) };
}

/** The rules of a policy: all of it but its name. */
export function rulesOf(policy: PolicyRules & { version?: string }): PolicyRules {
  const rules = { ...policy };
  delete rules.version;
  return rules;
}

/** Providers are asked for what they see from this confidence on, so that near misses are on record; lower where the policy asks for less. */
const EVIDENCE_CONFIDENCE_PERCENT = 50;

/** The lowest confidence of a label that a verdict under this policy needs to know of. */
export function lowestLabelConfidencePercent(policy: Policy): number {
  const ofObjects = policy.objects.map((object) => object.confidencePercent ?? policy.minConfidencePercent);
  return Math.min(EVIDENCE_CONFIDENCE_PERCENT, policy.minConfidencePercent, ...ofObjects);
}

/** The lowest confidence of a moderation label that a verdict under this policy needs to know of. */
export function lowestModerationConfidencePercent(policy: Policy): number {
  return Math.min(EVIDENCE_CONFIDENCE_PERCENT, policy.moderationPercent);
}
