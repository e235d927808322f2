import { isDeepStrictEqual } from 'node:util';
import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';

/**
 * Evaluates a condition of the template's `Conditions`.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 *
 * @param resolve replaces intrinsic functions that are no condition functions, for `Fn::Equals`
 */
export function evaluateCondition(name: string, conditions: Readonly<Record<string, unknown>>, resolve: (value: unknown, place: Place) => unknown, from: Place): boolean {
  const evaluate = (expression: unknown, place: Place): boolean => {
    const [only] = Object.entries(expression ?? {}) as [string, unknown][];
    if (!only) throw new AssemblyError('UNRESOLVED_REFERENCE', 'a condition is needed here', place);
    const [operator, argument] = only;
    const operands: unknown[] = Array.isArray(argument) ? argument : [];
    switch (operator) {
      case 'Condition':
        return named(String(argument), place);
      case 'Fn::Equals':
        return isDeepStrictEqual(comparable(resolve(operands[0], place)), comparable(resolve(operands[1], place)));
      case 'Fn::And':
        return operands.every((operand) => evaluate(operand, place));
      case 'Fn::Or':
        return operands.some((operand) => evaluate(operand, place));
      case 'Fn::Not':
        return !evaluate(operands[0], place);
      default:
        throw new AssemblyError('UNKNOWN_INTRINSIC', `${operator} is no condition that is evaluated on one machine`, place);
    }
  };

  const named = (condition: string, place: Place): boolean => {
    if (!Object.hasOwn(conditions, condition)) throw new AssemblyError('UNRESOLVED_REFERENCE', `there is no condition ${condition}`, place);
    return evaluate(conditions[condition], { resource: 'Conditions', path: condition });
  };

  return named(name, from);
}

/** CloudFormation compares texts: a parameter of type Number equals its digits. */
const comparable = (value: unknown): unknown => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);
