import { describe, expect, it } from '@jest/globals';
import { AssemblyError } from '../../../local/assembly/assembly-error.ts';
import type { IntrinsicContext } from '../../../local/assembly/intrinsics.ts';
import { resolveIntrinsics } from '../../../local/assembly/intrinsics.ts';

const context: IntrinsicContext = {
  ref: (logicalId, place) => {
    if (logicalId === 'AWS::NoValue') return undefined;
    if (logicalId === 'Names') return ['a', 'b'];
    if (logicalId === 'Missing') throw new AssemblyError('UNRESOLVED_REFERENCE', 'nothing here', place);
    return `ref-${logicalId}`;
  },
  attribute: (logicalId, attribute) => `${logicalId}@${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (map, topKey, secondKey) => `${map}/${topKey}/${secondKey}`,
};
const resolve = (value: unknown): unknown => resolveIntrinsics(value, { resource: 'Stack/Thing', path: 'Properties' }, context);

describe('an intrinsic function', () => {
  it.each([
    [{ Ref: 'Faces' }, 'ref-Faces'],
    [{ 'Fn::GetAtt': ['Faces', 'Arn'] }, 'Faces@Arn'],
    [{ 'Fn::GetAtt': 'Faces.Stream.Arn' }, 'Faces@Stream.Arn'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-ref-B-3'],
    [{ 'Fn::Join': [',', { Ref: 'Names' }] }, 'a,b'],
    [{ 'Fn::Join': ['', ['a', { Ref: 'AWS::NoValue' }]] }, 'a'],
    [{ 'Fn::Sub': 'x-${A}-${B.Arn}-${!Literal}-${AWS::Region}' }, 'x-ref-A-B@Arn-${Literal}-ref-AWS::Region'],
    [{ 'Fn::Sub': ['${A}/${V}', { V: { Ref: 'C' } }] }, 'ref-A/ref-C'],
    [{ 'Fn::If': ['Yes', { Ref: 'A' }, { Ref: 'Missing' }] }, 'ref-A'],
    [{ 'Fn::If': ['No', { Ref: 'Missing' }, 'other'] }, 'other'],
    [{ 'Fn::FindInMap': ['Map', { Ref: 'A' }, 'key'] }, 'Map/ref-A/key'],
    [{ 'Fn::Select': [1, ['a', { Ref: 'B' }]] }, 'ref-B'],
    [{ 'Fn::Select': ['0', { 'Fn::Split': ['|', 'x|y'] }] }, 'x'],
    [{ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1, null], Ref: 'plain among others' }, { b: [1, null], Ref: 'plain among others' }],
  ])('%j is %j', (value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it('that is unknown is an error that says where', () => {
    expect(() => resolve({ Variables: [{ 'Fn::Cidr': ['10.0.0.0/8', 1] }] })).toThrow(
      expect.objectContaining({ name: 'AssemblyError', code: 'UNKNOWN_INTRINSIC', place: { resource: 'Stack/Thing', path: 'Properties.Variables.0' }, message: 'Stack/Thing at Properties.Variables.0: Fn::Cidr is not resolved on one machine' }),
    );
  });

  it.each([
    ['a reference to nothing', { A: { 'Fn::Join': ['', ['x', { Ref: 'Missing' }]] } }, 'Properties.A.Fn::Join.1.Ref'],
    ['an item that is not there', { 'Fn::Select': [2, ['a']] }, 'Properties.Fn::Select'],
    ['a join of an object', { 'Fn::Join': ['', [{ a: 1 }]] }, 'Properties.Fn::Join'],
    ['a split of a list', { 'Fn::Split': [',', ['a']] }, 'Properties.Fn::Split'],
  ])('with %s is an error that says where', (_title, value, path) => {
    expect(() => resolve(value)).toThrow(expect.objectContaining({ code: 'UNRESOLVED_REFERENCE', place: { resource: 'Stack/Thing', path } }));
  });
});
