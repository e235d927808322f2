import type { Problem } from './problem.ts';

/** A definition that AWS would refuse, or that belongs to the part of the language that is not served here. */
export class InvalidDefinitionError extends Error {
  override readonly name = 'InvalidDefinitionError';
  readonly problems: readonly Problem[];

  /** The message is that of AWS's InvalidDefinition. */
  constructor(problems: readonly Problem[], options: { cause?: unknown } = {}) {
    const texts = problems.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
    super(`Invalid State Machine Definition: '${texts.join(', ')}'`, { cause: options.cause });
    this.problems = problems;
  }
}
