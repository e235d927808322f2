import type { Tone } from '../components/ui/tone.ts';
import type { StateStatus } from './timeline.ts';

/** A failure that was caught is no failure of the execution, but neither did the state do its work. */
export const STATE_TONES: Readonly<Record<StateStatus, Tone>> = { succeeded: 'pass', caught: 'unknown', failed: 'fail', running: 'neutral', unfinished: 'neutral' };
