import { describe, expect, it } from '@jest/globals';
import type { TargetInput } from '../../../local/assembly/assembly.ts';
import { objectCreatedEvent } from '../../../local/events/aws-event.ts';
import { targetInput } from '../../../local/events/target-input.ts';

const event = objectCreatedEvent({ bucket: 'imports', key: 'imports/a "b".zip', sizeBytes: 7, etag: 'e1', reason: 'PutObject' }, Date.parse('2026-01-02T03:04:05.678Z'));
const given = (input: TargetInput): unknown => JSON.parse(targetInput(input, event));

describe('what a target is given', () => {
  it("is the event in AWS's form", () => {
    expect(given({ type: 'event' })).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '000000000000',
      time: '2026-01-02T03:04:05Z',
      region: 'us-east-1',
      resources: ['arn:aws:s3:::imports'],
      detail: { version: '0', bucket: { name: 'imports' }, object: { key: 'imports/a "b".zip', size: 7, etag: 'e1', sequencer: expect.any(String) }, requester: '000000000000', reason: 'PutObject' },
    });
  });

  it.each<[string, TargetInput, unknown]>([
    ['a constant', { type: 'constant', json: '{"repair":false}' }, { repair: false }],
    ['a part', { type: 'path', path: '$.detail.object.size' }, 7],
    ['a part that is not there', { type: 'path', path: '$.detail.nothing.more' }, null],
    ['a template with values', { type: 'transformer', paths: { k: '$.detail.object.key', o: '$.detail.object.size' }, template: '{"key":<k>,"size":<o>}' }, { key: 'imports/a "b".zip', size: 7 }],
    ['a template with values within text', { type: 'transformer', paths: { k: '$.detail.object.key', b: '$.detail.bucket' }, template: '{"text":"<k> of \\"<b>\\""}' }, { text: 'imports/a "b".zip of "{"name":"imports"}"' }],
  ])('can be %s', (_title, input, expected) => {
    expect(given(input)).toEqual(expected);
  });
});
