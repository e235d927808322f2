import { z } from 'zod';
import type { IncidentRule } from '../../domain/incidents/incident.ts';
import { SIGNALS, SIGNALS_OF_SEVERAL_FRAMES } from '../../domain/incidents/signals.ts';
import type { PolicyObject, PolicyRules } from '../../domain/policy.ts';
import type { PhotoLimits } from '../../domain/registration/photo-limits.ts';
import { breaks } from './field-rule.ts';

/*
 * The rules of a policy as the API takes them. A policy travels in every verdict, so each list is bounded. An unknown field is refused: a rule that is
 * misspelt must not pass for one that holds.
 */
const MAX_OBJECTS = 50;
const MAX_INCIDENT_RULES = 16;
const MAX_WINDOW_FRAMES = 60;
const DAY_MS = 86_400_000;

function between(name: string, min: number, max: number): z.ZodNumber {
  const message = `${name} must be a number from ${String(min)} to ${String(max)}.`;
  return z.number(message).min(min, message).max(max, message);
}

function wholeBetween(name: string, min: number, max: number): z.ZodNumber {
  const message = `${name} must be a whole number from ${String(min)} to ${String(max)}.`;
  return z.number(message).int(message).min(min, message).max(max, message);
}

const percent = (name: string): z.ZodNumber => between(name, 0, 100);

/** An object with these fields and no other. */
function only<Shape extends z.ZodRawShape>(name: string, shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, `${name} must be an object.`);
}

const ObjectSchema = only('An object of interest', {
  name: z
    .string('name must be a string.')
    .trim()
    .min(1, 'name must not be empty.')
    .max(80, 'name must be at most 80 characters.')
    .refine((name) => name.isWellFormed(), breaks('characters', 'name must be whole Unicode characters.'))
    .regex(/^[^\p{Cc}]*$/u, 'name must not hold control characters.'),
  confidencePercent: percent('confidencePercent').exactOptional(),
}) satisfies z.ZodType<PolicyObject>;

const IncidentRuleSchema = only('A rule', {
  name: z.string('name must be a string.').regex(/^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$/, 'name must be at most 40 lower-case letters and digits, in words joined by hyphens.'),
  signals: z
    .array(z.enum(SIGNALS, `A signal is one of ${SIGNALS.join(', ')}.`), 'signals must be a list.')
    .min(1, 'signals must name one at least.')
    .refine((signals) => new Set(signals).size === signals.length, 'signals must name each once.'),
  frames: wholeBetween('frames', 1, MAX_WINDOW_FRAMES),
  ofLast: wholeBetween('ofLast', 1, MAX_WINDOW_FRAMES),
  severity: z.enum(['low', 'medium', 'high'], 'severity must be low, medium or high.'),
})
  .refine(({ frames, ofLast }) => ofLast >= frames, { path: ['ofLast'], message: 'ofLast must not be less than frames.' })
  .refine(({ frames, signals }) => frames > 1 || signals.every((signal) => SIGNALS_OF_SEVERAL_FRAMES.includes(signal)), {
    path: ['frames'],
    message: `frames must be 2 at least: one frame alone raises nothing, but for ${SIGNALS_OF_SEVERAL_FRAMES.join(', ')}.`,
  }) satisfies z.ZodType<IncidentRule>;

const PhotoSchema = only('photo', {
  minFaceSidePx: between('minFaceSidePx', 1, 8_192),
  minSharpnessPercent: percent('minSharpnessPercent'),
  minBrightnessPercent: percent('minBrightnessPercent'),
  maxBrightnessPercent: percent('maxBrightnessPercent'),
  maxYawDegrees: between('maxYawDegrees', 0, 90),
  maxPitchDegrees: between('maxPitchDegrees', 0, 90),
  maxRollDegrees: between('maxRollDegrees', 0, 180),
  traitConfidencePercent: percent('traitConfidencePercent'),
  backgroundAreaRatio: between('backgroundAreaRatio', 1, 100),
  duplicateSimilarityPercent: percent('duplicateSimilarityPercent'),
  samePersonSimilarityPercent: percent('samePersonSimilarityPercent'),
} satisfies Record<keyof PhotoLimits, z.ZodNumber>).refine(({ minBrightnessPercent, maxBrightnessPercent }) => maxBrightnessPercent > minBrightnessPercent, {
  path: ['maxBrightnessPercent'],
  message: 'maxBrightnessPercent must be more than minBrightnessPercent.',
});

const RULES = {
  minConfidencePercent: percent('minConfidencePercent'),
  faceMatchPercent: percent('faceMatchPercent'),
  moderationPercent: percent('moderationPercent'),
  objects: z.array(ObjectSchema, 'objects must be a list.').max(MAX_OBJECTS, `objects must be at most ${String(MAX_OBJECTS)}.`),
  frameIntervalMs: wholeBetween('frameIntervalMs', 500, 600_000),
  maxGapMs: wholeBetween('maxGapMs', 1_000, DAY_MS),
  incidentRules: z.array(IncidentRuleSchema, 'incidentRules must be a list.').max(MAX_INCIDENT_RULES, `incidentRules must be at most ${String(MAX_INCIDENT_RULES)}.`),
  photo: PhotoSchema,
};

/** The body of `PUT /policy`: the rules, and the version that they were made from. */
export const PolicyBodySchema = only('A policy', {
  ...RULES,
  basedOn: z.string('basedOn must be a string: the version that was read.').max(64, 'basedOn must be at most 64 characters.').exactOptional(),
})
  .superRefine(checkWhole)
  .transform(({ basedOn, ...rules }) => ({ rules: rules satisfies PolicyRules, basedOn: basedOn ?? null }));

/** The rules alone, as `POST /policy/preview` takes them. */
export const PolicyRulesSchema = only('A policy', RULES).superRefine(checkWhole) satisfies z.ZodType<PolicyRules>;

/** What no field can tell by itself. */
function checkWhole(rules: PolicyRules, context: z.RefinementCtx): void {
  if (rules.maxGapMs <= rules.frameIntervalMs) context.addIssue({ code: 'custom', path: ['maxGapMs'], message: 'maxGapMs must be more than frameIntervalMs, or every pause between two frames is a gap.' });
  for (const index of repeated(rules.objects)) context.addIssue({ code: 'custom', path: ['objects', index, 'name'], message: 'This object is named twice.' });
  for (const index of repeated(rules.incidentRules)) context.addIssue({ code: 'custom', path: ['incidentRules', index, 'name'], message: 'Another rule has this name.' });
}

/** Where a name stands that stood before; case does not tell labels apart. */
function repeated(named: readonly { name: string }[]): number[] {
  const names = named.map(({ name }) => name.toLowerCase());
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
}

const MAX_SESSIONS = 50;
/** How many sessions are replayed when the request does not say. */
export const DEFAULT_LAST_SESSIONS = 10;
const LAST_SESSIONS = `lastSessions must be a whole number from 1 to ${String(MAX_SESSIONS)}.`;

/** The body of `POST /policy/preview`. */
export const PreviewBodySchema = z
  .object({
    policy: PolicyRulesSchema,
    sessionIds: z
      .array(z.string('A session id must be a string.').min(1, 'A session id must not be empty.').max(128, 'A session id must be at most 128 characters.'), 'sessionIds must be a list.')
      .min(1, 'sessionIds must name one at least.')
      .max(MAX_SESSIONS, `sessionIds must be at most ${String(MAX_SESSIONS)}.`)
      .optional(),
    lastSessions: z.number(LAST_SESSIONS).int(LAST_SESSIONS).min(1, LAST_SESSIONS).max(MAX_SESSIONS, LAST_SESSIONS).optional(),
    cursor: z.string('cursor must be a string.').max(16_384, 'cursor must be the nextCursor of an earlier answer to the same question.').nullish(),
  })
  .refine(({ sessionIds, lastSessions }) => sessionIds === undefined || lastSessions === undefined, { path: ['lastSessions'], message: 'Either sessionIds or lastSessions must be given, not both.' });
