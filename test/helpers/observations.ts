import type { FrameObservations, NotObserved, Observed, ObservedFace, ObservedLabel } from '../../domain/observations.ts';
import type { Frame } from '../../domain/judge.ts';
import { DEFAULT_INCIDENT_RULES } from '../../domain/incidents/default-rules.ts';
import { createPolicy } from '../../domain/policy.ts';
import { DEFAULT_PHOTO_LIMITS } from '../../domain/registration/photo-limits.ts';

export const POLICY = createPolicy({
  minConfidencePercent: 85,
  faceMatchPercent: 85,
  moderationPercent: 85,
  objects: [{ name: 'Mobile Phone' }, { name: 'Cell Phone' }],
  frameIntervalMs: 1_000,
  maxGapMs: 5_000,
  incidentRules: DEFAULT_INCIDENT_RULES,
  photo: DEFAULT_PHOTO_LIMITS,
});

export const BOX = { left: 0.25, top: 0.125, width: 0.5, height: 0.75 };

export function observed<T>(value: T): Observed<T> {
  return { status: 'observed', value, modelVersion: '1.0', durationMs: 12, retryCount: 0 };
}

export function notObserved(error: string): NotObserved {
  return { status: 'unknown', error, durationMs: 4_000, retryCount: 2 };
}

export function label(name: string, confidencePercent: number, rest: Partial<ObservedLabel> = {}): ObservedLabel {
  return { name, confidencePercent, aliases: [], parents: [], instances: [], ...rest };
}

export function people(...confidences: number[]): ObservedLabel {
  return label('Person', Math.max(0, ...confidences), { instances: confidences.map((confidencePercent) => ({ confidencePercent, box: BOX })) });
}

export function face(size = 0.5): ObservedFace {
  return { confidencePercent: 99.5, box: { left: 0.1, top: 0.1, width: size, height: size }, landmarks: [{ type: 'nose', x: 0.5, y: 0.5 }] };
}

/** One registered person, alone, with nothing else in sight. */
export function clearObservations(): FrameObservations {
  return {
    labels: observed([people(98)]),
    identity: observed({ face: { confidencePercent: 99, box: BOX }, matches: [{ externalImageId: 'ada', fullName: 'Ada Lovelace', similarityPercent: 99 }] }),
    faces: observed([face()]),
    moderation: observed([]),
  };
}

export function frame(rest: Partial<Frame> = {}): Frame {
  return {
    verdictId: '7f1c2a34-0000-4000-8000-000000000001',
    sessionId: 'session-1',
    capturedAt: null,
    receivedAt: '2026-03-01T10:00:00.000Z',
    image: { sha256: 'a'.repeat(64), widthPx: 640, heightPx: 480, key: 'frames/2026-03-01/session-1/1.jpg', perceptualHash: null },
    expected: null,
    policy: POLICY,
    executionArn: 'arn:aws:states:us-east-1:000000000000:express:verify-frame:1:1',
    storeFrameMs: 5,
    beforeJudgementMs: 90,
    ...rest,
  };
}
