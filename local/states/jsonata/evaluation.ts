import type jsonata from 'jsonata';
import type { Json, JsonObject } from '../json.ts';
import { failureText, MEMORY_EXCEEDED } from './failure-text.ts';
import { ResultTooLargeError, toJson, UnsupportedResultError } from './to-json.ts';

/** What an expression sees: the variables by name, and `states`. */
export type Bindings = Readonly<Record<string, Json>> & { readonly states: JsonObject };

/** What an expression came to: its value, or how it failed, in the words that follow its name in a cause. */
export type Evaluation = { readonly value: Json } | { readonly failure: string };

/** The failure of an evaluation that threw. @param text as `failureText` gives it */
export function thrown(text: string): Evaluation {
  return { failure: `threw an error during evaluation${text}` };
}

/** Evaluates in this process. It never rejects. */
export async function evaluation(expression: jsonata.Expression, bindings: Bindings): Promise<Evaluation> {
  try {
    const result: unknown = await expression.evaluate(undefined, bindings);
    return result === undefined ? { failure: 'returned nothing (undefined).' } : { value: toJson(result) };
  } catch (error) {
    if (error instanceof UnsupportedResultError) return { failure: 'returned an unsupported result type.' };
    return thrown(error instanceof ResultTooLargeError ? MEMORY_EXCEEDED : failureText(error));
  }
}
