import type { Bindings, Evaluation } from '../jsonata/evaluation.ts';

/** An expression to evaluate where it can do no harm. */
export interface EvaluationRequest {
  readonly source: string;
  readonly bindings: Bindings;
}

/** Evaluates expressions that might take long, or much memory. */
export interface Sandbox {
  /** @throws the signal's reason; Error when nothing can be evaluated any more */
  evaluate(request: EvaluationRequest, signal: AbortSignal): Promise<Evaluation>;
}
