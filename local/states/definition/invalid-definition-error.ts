/** A definition that AWS would refuse, or that belongs to the part of the language that is not served here. */
export class InvalidDefinitionError extends Error {
  override readonly name = 'InvalidDefinitionError';
  readonly machineName: string;

  /** @param problems each with its location, for example `Missing 'Next' target: X at /States/Y/Next` */
  constructor(machineName: string, problems: readonly string[], options: { cause?: unknown } = {}) {
    super(`Invalid State Machine Definition of ${machineName}: ${problems.join('; ')}`, { cause: options.cause });
    this.machineName = machineName;
  }
}
