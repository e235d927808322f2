import type { z } from 'zod';
import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';

/**
 * What a schema found, in the words of Step Functions. Fields that the schema does not know are told by the language's own rules when the half
 * of JSONPath has them.
 *
 * @param languageAt the query language at a location
 */
export function schemaProblems(error: z.ZodError, languageAt: (path: readonly PropertyKey[]) => 'JSONata' | 'JSONPath'): Problem[] {
  return error.issues.flatMap((issue) => {
    const location = locationOf(issue.path);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownField(key, languageAt(issue.path), locationOf([...issue.path, key])));
      case 'invalid_type':
        if (isMissing(issue)) return [missingField(issue.path)];
        return [schemaProblem(`Expected value of type ${typeName(issue.expected)}`, location)];
      case 'invalid_key':
        return [invalidKey(String(issue.path.at(-1)), languageAt(issue.path), location)];
      case 'too_small':
        return [schemaProblem(`Value is not in range. Min is ${String(issue.minimum)}`, location)];
      case 'too_big':
        return [schemaProblem(`Value is not in range. Max is ${String(issue.maximum)}`, location)];
      case 'invalid_union':
        return [issue.errors.length > 0 && issue.errors.every((errors) => errors.some(isMissing)) ? missingField(issue.path) : schemaProblem('Value is not valid', location)];
      default:
        return [schemaProblem(issue.code === 'invalid_value' ? 'Value is not valid' : issue.message, location)];
    }
  });
}

/** `/States/Judge/Choices[0]/Next` */
export function locationOf(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `/${String(step)}`)).join('');
  return text === '' ? '/' : text;
}

/** Whether the schema found nothing where something belongs. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

function missingField(path: readonly PropertyKey[]): Problem {
  return schemaProblem(`These fields are required: [${String(path.at(-1) ?? '')}]`, locationOf(path.slice(0, -1)));
}

/** Fields of the JSONPath half of the language. Source: https://states-language.net/ */
const JSONPATH_FIELD = /^(?:InputPath|OutputPath|ResultPath|Parameters|ResultSelector|Result|Iterator|Variable|And|Or|Not|Is[A-Z]\w+|(?:String|Numeric|Boolean|Timestamp)[A-Z]\w+|\w+Path|.*\.\$)$/;

/** Fields of a distributed Map. */
const DISTRIBUTED_FIELDS: ReadonlySet<string> = new Set(['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label']);

function unknownField(field: string, language: 'JSONata' | 'JSONPath', location: string): Problem {
  if (JSONPATH_FIELD.test(field)) {
    return schemaProblem(
      language === 'JSONata'
        ? `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`
        : `The field '${field}' belongs to the 'JSONPath' QueryLanguage, which is not served on one machine: write the state in 'JSONata'`,
      location,
    );
  }
  if (DISTRIBUTED_FIELDS.has(field)) return schemaProblem(`The field '${field}' belongs to a distributed Map, which is not served on one machine`, location);
  return schemaProblem(`Field '${field}' is not supported`, location);
}

/** A name that no variable may have. In JSONPath one that ends with `.$` stands for what a path leads to. */
function invalidKey(name: string, language: 'JSONata' | 'JSONPath', location: string): Problem {
  return name.endsWith('.$') ? unknownField(name, language, location) : schemaProblem(`The variable name '${name}' is not valid`, location);
}

function typeName(expected: string): string {
  return expected === 'int' ? 'Integer' : `${expected.charAt(0).toUpperCase()}${expected.slice(1)}`;
}
