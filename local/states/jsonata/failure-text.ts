export const TIME_EXCEEDED = ': Expression evaluation timeout: Check for infinite loop';
export const MEMORY_EXCEEDED = ': Expression evaluation memory limit exceeded: Check for excessive memory usage';
const STACK_EXCEEDED = ': Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive';

/** How Step Functions words the bounds of an evaluation, by JSONata's codes. */
const BOUND_TEXTS: Readonly<Record<string, string>> = { D1011: STACK_EXCEEDED, D1012: TIME_EXCEEDED, D2014: MEMORY_EXCEEDED, D2015: MEMORY_EXCEEDED };

/** What follows "threw an error during evaluation": `. CODE: message` for an error of JSONata, `: message` for a bound or any other. */
export function failureText(error: unknown): string {
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : 'unknown';
  if (typeof code === 'string') return BOUND_TEXTS[code] ?? `. ${code}: ${text}`;
  // What JavaScript has no room for: a text or a list, or a call.
  if (name === 'RangeError') return text.includes('call stack') ? STACK_EXCEEDED : MEMORY_EXCEEDED;
  return `: ${text}`;
}
