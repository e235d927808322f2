import { describe, expect, it } from '@jest/globals';
import type { TemplateContext } from '../../../local/gateway/mapping-template.ts';
import { renderTemplate } from '../../../local/gateway/mapping-template.ts';

const context = {
  requestId: 'id-1',
  path: '/api/"quoted"',
  identity: { sourceIp: '127.0.0.1', userAgent: null },
  requestTimeEpoch: 5,
  error: { message: 'A "b"', messageString: '"A \\"b\\""', responseType: 'UNAUTHORIZED' },
} as TemplateContext;

describe('a mapping template', () => {
  it.each([
    ['"$context.requestId"', '"id-1"'],
    ['{"ip":"$context.identity.sourceIp","at":$context.requestTimeEpoch}', '{"ip":"127.0.0.1","at":5}'],
    ['{"message":$context.error.messageString}', '{"message":"A \\"b\\""}'],
    ['{"message":"$context.error.message","type":"$context.error.responseType"}', '{"message":"A \\"b\\"","type":"UNAUTHORIZED"}'],
    ['"$context.path"', '"/api/\\"quoted\\""'],
    ['"[$context.nothing.like.it][$context.identity][$context.requestId.length]"', '"[][][]"'],
    ['"$context.requestId."', '"id-1."'],
    ['no variables', 'no variables'],
  ])('%s becomes %s', (template, expected) => {
    expect(renderTemplate(template, context)).toBe(expected);
  });
});
