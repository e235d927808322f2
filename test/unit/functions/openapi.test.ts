import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../../functions/shared/openapi/document.ts';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: { properties?: { nextCursor?: { description?: string } } } }> }> }>>;
}

/** The pages that the API answers, by their routes. */
function pages(): [route: string, description: string][] {
  const { paths } = openApiDocument('1.0.0') as unknown as Document;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]): [string, string][] => {
      const nextCursor = responses['200']?.content?.['application/json']?.schema.properties?.nextCursor;
      return nextCursor === undefined ? [] : [[`${method} ${path}`, nextCursor.description ?? '']];
    }),
  );
}

describe('the description of a page', () => {
  it.each(pages())('of %s says that it may be short, or empty, although there is more', (_, description) => {
    expect(description).toContain('may be short, or empty, while this is not null');
  });

  it('is there for every list', () => {
    expect(pages().map(([route]) => route)).toEqual(expect.arrayContaining(['get /verdicts', 'get /sessions', 'get /sessions/{id}/timeline', 'get /executions', 'get /audit', 'get /faces']));
  });
});
