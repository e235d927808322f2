import { describe, expect, it } from '@jest/globals';
import { refusePhoto } from '../../../domain/registration.ts';
import { face } from '../../helpers/observations.ts';

describe('refusePhoto', () => {
  it.each([
    ['one face', [face(0.5)], []],
    ['one face with a much smaller one behind it', [face(0.5), face(0.2)], []],
    ['no face', [], [{ code: 'NO_FACE', measured: 0, limit: 1 }]],
    ['two faces of about the same size', [face(0.5), face(0.4)], [{ code: 'SEVERAL_FACES', measured: 2, limit: 1 }]],
    ['a face exactly a quarter as large', [face(0.5), face(0.25)], []],
  ])('judges a photo with %s', (_, faces, reasons) => {
    expect(refusePhoto(faces)).toMatchObject(reasons);
    expect(refusePhoto(faces)).toHaveLength(reasons.length);
  });
});
