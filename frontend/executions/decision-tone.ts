import type { Decision } from '../../domain/decision.ts';
import type { Tone } from '../components/ui/tone.ts';

/** Each decision has a colour and a shape. */
export const DECISION_TONES: Readonly<Record<Decision, Tone>> = { clear: 'pass', flagged: 'fail', inconclusive: 'unknown' };
