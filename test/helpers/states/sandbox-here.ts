import { compile } from '../../../local/states/jsonata/compile.ts';
import { evaluation } from '../../../local/states/jsonata/evaluation.ts';
import type { Sandbox } from '../../../local/states/sandbox/sandbox.ts';

/** Evaluates in this very process, so that tests with a clock of their own wait for no other. */
export const sandboxHere: Sandbox = { evaluate: ({ source, bindings }) => evaluation(compile(source), bindings) };

/** Where tests of expressions evaluate. */
export const evaluatedHere = { location: 'Output', sandbox: sandboxHere, signal: new AbortController().signal };
