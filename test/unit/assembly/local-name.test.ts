import { describe, expect, it } from '@jest/globals';
import { constructId, kebabCase } from '../../../local/assembly/local-name.ts';

describe('the id of a construct', () => {
  it.each([
    ['Invigil/VerifyFrame/StateMachine/Resource', 'VerifyFrame'],
    ['Invigil/DetectLabels/Resource', 'DetectLabels'],
    ['Invigil/Functions/DetectLabels/Resource', 'DetectLabels'],
    ['Invigil/Faces/Resource', 'Faces'],
    ['Invigil/Frames/Bucket/Resource', 'Frames'],
    ['Invigil/Collection', 'Collection'],
    ['Invigil/Table/Resource', 'Table'],
  ])('of %s is %s', (path, expected) => {
    expect(constructId(path)).toBe(expected);
  });
});

describe('kebab case', () => {
  it.each([
    ['DetectLabels', 'detect-labels'],
    ['Frames', 'frames'],
    ['HTTPApiV2Handler', 'http-api-v2-handler'],
    ['a_b.c d', 'a-b-c-d'],
    ['already-so', 'already-so'],
  ])('of %s is %s', (id, expected) => {
    expect(kebabCase(id)).toBe(expected);
  });
});
