import type { CheckResults } from '../../../domain/check-result.ts';
import { DEFAULT_PHOTO_LIMITS } from '../../../domain/registration/photo-limits.ts';
import type { Verdict } from '../../../domain/verdict.ts';

const FACE = { left: 0.4, top: 0.2, width: 0.2, height: 0.3 };

/** The checks of a frame with one registered person and nothing else. */
export function clearChecks(): CheckResults {
  return [
    { check: 'objects', outcome: 'pass', details: { names: [] }, reason: null, evidence: [{ name: 'Chair', confidencePercent: 90, thresholdPercent: null, box: { left: 0, top: 0, width: 0.5, height: 1 } }] },
    { check: 'people', outcome: 'pass', details: { count: 1 }, reason: null, evidence: [{ name: 'Person', confidencePercent: 99, thresholdPercent: 85, box: { left: 0.2, top: 0.1, width: 0.6, height: 0.9 } }] },
    {
      check: 'identity',
      outcome: 'pass',
      details: { match: { externalImageId: 'ada', fullName: 'Ada Lovelace', similarityPercent: 98.7 } },
      reason: null,
      evidence: [{ name: 'Ada Lovelace', confidencePercent: 98.7, thresholdPercent: 85, box: FACE }],
    },
    { check: 'faces', outcome: 'pass', details: { count: 1 }, reason: null, evidence: [{ name: 'Face', confidencePercent: 99, thresholdPercent: null, box: FACE }] },
    { check: 'moderation', outcome: 'pass', details: { names: [] }, reason: null, evidence: [] },
  ];
}

/** A verdict of these checks. */
export function verdictOf(checks: CheckResults, decision: Verdict['decision'] = 'clear'): Verdict {
  return {
    verdictId: 'v-1',
    sessionId: 's-1',
    sequence: 1,
    capturedAt: null,
    receivedAt: '2026-03-01T10:00:00.000Z',
    decision,
    checks,
    policyVersion: 'p',
    policy: { version: 'p', minConfidencePercent: 85, faceMatchPercent: 85, moderationPercent: 85, objects: [], frameIntervalMs: 1_000, maxGapMs: 5_000, incidentRules: [], photo: DEFAULT_PHOTO_LIMITS },
    image: { sha256: '', widthPx: 640, heightPx: 480, key: '', perceptualHash: null },
    timings: { storeFrame: 5, detectLabels: 60, identifyFace: 70, detectFaces: 50, detectModeration: 40, beforeJudgement: 80 },
    retries: {},
    modelVersions: {},
    executionArn: '',
    previousHash: null,
    hash: '',
  };
}
