import { describe, expect, it } from '@jest/globals';
import { InvalidDefinitionError } from '../../../local/states/definition/invalid-definition-error.ts';
import { parseDefinition } from '../../../local/states/definition/parse-definition.ts';
import { createIntegrations } from '../../../local/states/integrations/create-integrations.ts';
import { definitionOf, lambdaOf } from '../../helpers/states/run-machine.ts';

const integrations = createIntegrations({ lambda: lambdaOf({}), endpointUrl: () => '', executions: () => { throw new Error('nothing is started here'); } });
const parse = (definition: unknown) => parseDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition), { isServed: (arn) => integrations.has(arn), machineType: 'STANDARD' });
const pass = { Type: 'Pass', End: true };
const task = (fields: Record<string, unknown>) => definitionOf({ T: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...fields }, ...('Catch' in fields ? { H: pass } : {}) });

describe('a definition', () => {
  it.each([
    ['text that is not JSON', '{', 'INVALID_JSON_DESCRIPTION'],
    ['no states', { StartAt: 'A' }, 'SCHEMA_VALIDATION_FAILED'],
    ['a type that does not exist', definitionOf({ A: { Type: 'Loop' } }), '/States/A/Type'],
    ['a start that does not exist', { ...definitionOf({ A: pass }), StartAt: 'B' }, "MISSING_TRANSITION_TARGET: Missing 'StartAt' target: B at /StartAt"],
    ['a next state that does not exist', definitionOf({ A: { Type: 'Pass', Next: 'B' } }), "Missing 'Next' target: B at /States/A/Next"],
    ['a state that nothing leads to', definitionOf({ A: pass, B: pass }), 'State "B" is not reachable.'],
    ['both Next and End', definitionOf({ A: { Type: 'Pass', Next: 'A', End: true } }), 'Exactly one of these fields is required: [Next, End] at /States/A'],
    ['neither Next nor End', definitionOf({ A: { Type: 'Pass' } }), 'Exactly one of these fields is required: [Next, End] at /States/A'],
    ['a rule without a condition', definitionOf({ A: { Type: 'Choice', Choices: [{ Next: 'B' }] }, B: pass }), 'These fields are required: [Condition] at /States/A/Choices[0]'],
    ['a field of the JSONPath half', definitionOf({ A: { ...pass, ResultPath: '$.a' } }), 'ResultPath'],
    ['a JSONata field in a machine of the other half', { StartAt: 'A', States: { A: { ...pass, Output: 1 } } }, "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A"],
    ['a JSONPath state in a JSONata machine', definitionOf({ A: { ...pass, QueryLanguage: 'JSONPath' } }), "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"],
    ['an expression that does not parse', definitionOf({ A: { ...pass, Output: { v: ['{% 1 + %}'] } } }), 'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output/v[0]'],
    ['an expression that does not parse in a branch', definitionOf({ P: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: { ...pass, Output: '{% ( %}' } } }], End: true } }), 'at /States/P/Branches[0]/States/A/Output'],
    ['a resource that is not served', task({ Resource: 'arn:aws:states:::sqs:sendMessage' }), 'The resource provided arn:aws:states:::sqs:sendMessage is not recognized.'],
    ['an action that the service does not have', task({ Resource: 'arn:aws:states:::aws-sdk:dynamodb:fly' }), 'is not recognized'],
    ['an optimised action that does not exist', task({ Resource: 'arn:aws:states:::dynamodb:query' }), 'is not recognized'],
    ['States.ALL before another', task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'H' }, { ErrorEquals: ['E'], Next: 'H' }] }), 'States.ALL must appear alone and at end of list at /States/T/Catch[0]/ErrorEquals'],
    ['States.ALL with another', task({ Retry: [{ ErrorEquals: ['E', 'States.ALL'] }] }), 'States.ALL must appear alone'],
    ['a longest delay below the first', task({ Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 5, MaxDelaySeconds: 5 }] }), 'MaxDelaySeconds must be greater than IntervalSeconds'],
    ['a Wait for two things', definitionOf({ A: { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true } }), 'A Wait state has exactly one of these fields: [Seconds, Timestamp] at /States/A'],
    ['a variable called states', definitionOf({ A: { ...pass, Assign: { states: 1 } } }), "The variable name 'states' is reserved"],
    [
      'a variable of the outside assigned in a branch',
      definitionOf({ A: { Type: 'Pass', Assign: { v: 1 }, Next: 'P' }, P: { Type: 'Parallel', Branches: [{ StartAt: 'B', States: { B: { ...pass, Assign: { v: 2 } } } }], End: true } }),
      "The variable name 'v' was already defined in a parent scope.",
    ],
    ['a path in a variable of the other half', { StartAt: 'A', States: { A: { ...pass, Assign: { 'v.$': '$.a' } } } }, "The field 'v.$' belongs to the 'JSONPath' QueryLanguage, which is not served on one machine"],
    ['a path inside a variable of the other half', { StartAt: 'A', States: { A: { ...pass, Assign: { v: { 'w.$': '$.a' } } } } }, "The field 'w.$' of the 'JSONPath' QueryLanguage is not served on one machine: write the state in 'JSONata' at /States/A/Assign/v/w.$"],
    ['a path in a selector of the other half', { StartAt: 'M', States: { M: { Type: 'Map', ItemSelector: { 'v.$': '$' }, ItemProcessor: { StartAt: 'A', States: { A: pass } }, End: true } } }, 'at /States/M/ItemSelector/v.$'],
    ['a Choice of the other half', { StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'B' }] }, B: pass } }, "The field 'Variable' belongs to the 'JSONPath' QueryLanguage"],
    ['a variable whose name is none', definitionOf({ A: { ...pass, Assign: { '1st': 1 } } }), "The variable name '1st' is not valid at /States/A/Assign/1st"],
    ['a heartbeat as long as the time-out', task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }), 'HeartbeatSeconds must be smaller than TimeoutSeconds at /States/T/HeartbeatSeconds'],
    ['a time-out that is text', task({ TimeoutSeconds: 'five' }), 'Expected value of type Integer at /States/T/TimeoutSeconds'],
    ['a moment that is none', definitionOf({ A: { Type: 'Wait', Timestamp: '2026-02-30T00:00:00Z', End: true } }), 'String does not match RFC3339 timestamp at /States/A/Timestamp'],
    ['one name for two states', definitionOf({ P: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: pass } }, { StartAt: 'A', States: { A: pass } }], End: true } }), 'DUPLICATE_STATE_NAME: Duplicate State name: A at /States/P/Branches[1]/States/A'],
    ['no end', definitionOf({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }), 'MISSING_END_STATE'],
    ['a reader of a distributed Map', definitionOf({ M: { Type: 'Map', ItemReader: {}, ItemProcessor: { StartAt: 'A', States: { A: pass } }, End: true } }), "The field 'ItemReader' belongs to a distributed Map"],
    ['a distributed Map', definitionOf({ M: { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'A', States: { A: pass } }, End: true } }), 'Mode'],
  ])('is refused with %s', (_, definition, problem) => {
    expect(() => parse(definition)).toThrow(InvalidDefinitionError);
    expect(() => parse(definition)).toThrow(problem);
  });

  it('is refused with everything that is wrong at once', () => {
    expect(() => parse(definitionOf({ A: { Type: 'Pass', Next: 'B', Output: '{% ( %}' } }))).toThrow(/Missing 'Next' target: B.*INVALID_JSONATA_EXPRESSION/s);
  });

  it.each([
    ['a state that means the same in both halves', { StartAt: 'A', States: { A: pass } }],
    ['a variable that is the same in both halves', { StartAt: 'A', States: { A: { ...pass, Assign: { v: { w: '$.a' } } } } }],
    ['failures that a Map would tolerate', definitionOf({ M: { Type: 'Map', ToleratedFailureCount: 1, ToleratedFailurePercentage: '{% 5.5 %}', ItemProcessor: { StartAt: 'A', States: { A: pass } }, End: true } })],
    ['a JSONata state in a machine of the other half', { StartAt: 'A', States: { A: { ...pass, QueryLanguage: 'JSONata', Output: '{% 1 %}' } } }],
    ['a function as the resource', task({ Resource: 'arn:aws:lambda:us-east-1:000000000000:function:judge' })],
    ['optimised DynamoDB', task({ Resource: 'arn:aws:states:::dynamodb:putItem' })],
    ['the SDK', task({ Resource: 'arn:aws:states:::aws-sdk:rekognition:detectFaces' })],
  ])('is accepted with %s', (_, definition) => {
    expect(() => parse(definition)).not.toThrow();
  });
});
