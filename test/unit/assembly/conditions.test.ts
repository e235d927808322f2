import { describe, expect, it } from '@jest/globals';
import { evaluateCondition } from '../../../local/assembly/conditions.ts';

const from = { resource: 'Stack/Thing', path: 'Condition' };
const evaluate = (expression: unknown): boolean => evaluateCondition('Asked', { Asked: expression, True: { 'Fn::Equals': ['a', 'a'] }, False: { 'Fn::Equals': ['a', 'b'] } }, (value) => value, from);

describe('a condition', () => {
  it.each([
    [{ 'Fn::Equals': ['a', 'a'] }, true],
    [{ 'Fn::Equals': ['85', 85] }, true],
    [{ 'Fn::Equals': ['a', 'A'] }, false],
    [{ 'Fn::Not': [{ Condition: 'True' }] }, false],
    [{ 'Fn::And': [{ Condition: 'True' }, { Condition: 'False' }] }, false],
    [{ 'Fn::And': [{ Condition: 'True' }, { 'Fn::Not': [{ Condition: 'False' }] }] }, true],
    [{ 'Fn::Or': [{ Condition: 'False' }, { Condition: 'True' }] }, true],
    [{ 'Fn::Or': [{ Condition: 'False' }, { Condition: 'False' }] }, false],
  ])('%j is %p', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });

  it.each([
    [{ Condition: 'Nowhere' }, 'UNRESOLVED_REFERENCE'],
    [{}, 'UNRESOLVED_REFERENCE'],
    [{ 'Fn::Contains': [['a'], 'a'] }, 'UNKNOWN_INTRINSIC'],
  ])('%j is an error', (expression, code) => {
    expect(() => evaluate(expression)).toThrow(expect.objectContaining({ code, place: { resource: 'Conditions', path: 'Asked' } }));
  });
});
