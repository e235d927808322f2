import type { Json } from '../json.ts';

/** What a state makes of its data on its way, as TestState tells it. */
export interface Inspection {
  afterArguments?: Json;
  result?: Json;
  /** The input of every iteration of a Map state. */
  afterItemSelector?: Json;
  maxConcurrency?: number;
}
