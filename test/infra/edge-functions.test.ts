import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';

interface ViewerRequest {
  uri: string;
  method: string;
  querystring: Record<string, { value: string }>;
}

/** Runs a function of the edge as CloudFront does: a script of its own, with nothing of Node around it. */
function run(file: string, request: ViewerRequest): ViewerRequest {
  const source = readFileSync(new URL(`../../infra/edge/${file}`, import.meta.url), 'utf8');
  const handler = runInNewContext(`${source}; handler`) as (event: { request: ViewerRequest }) => ViewerRequest;
  return handler({ request });
}

const uriAfter = (file: string, uri: string): string => run(file, { uri, method: 'GET', querystring: {} }).uri;

describe('serving the app', () => {
  it.each(['/', '/signed-in', '/exam', '/sessions/adhoc-4f1d-2026-03-01/verdicts/', '/a.b/c'])('answers the page %s with index.html', (uri) => {
    expect(uriAfter('serve-app.js', uri)).toBe('/index.html');
  });

  it.each(['/index.html', '/config.json', '/favicon.svg', '/assets/index-B4x1.js', '/.well-known/security.txt'])('leaves the file %s alone', (uri) => {
    expect(uriAfter('serve-app.js', uri)).toBe(uri);
  });

  it('leaves the rest of the request as it was', () => {
    const request = { uri: '/signed-in', method: 'HEAD', querystring: { code: { value: 'abc' } } };
    expect(run('serve-app.js', { ...request })).toEqual({ ...request, uri: '/index.html' });
  });
});

describe('the way to the API', () => {
  it.each([
    ['/api//process', '/api/process'],
    ['/api///faces//index', '/api/faces/index'],
    ['/api/verdicts/', '/api/verdicts/'],
    ['/api/verdicts/1/frame', '/api/verdicts/1/frame'],
  ])('takes %s for %s', (uri, collapsed) => {
    expect(uriAfter('collapse-slashes.js', uri)).toBe(collapsed);
  });
});

describe.each(['serve-app.js', 'collapse-slashes.js'])('%s', (file) => {
  it("fits into a function of CloudFront's, and uses no syntax that its runtime lacks", () => {
    const source = readFileSync(new URL(`../../infra/edge/${file}`, import.meta.url), 'utf8');
    expect(Buffer.byteLength(source)).toBeLessThan(10_240);
    // Sources of what there is: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
    expect(source).not.toMatch(/(?:const|let|var) *[{[]|\bclass\b|\?\.|\?\?|\.\.\.\w+ *[,}\]]/);
  });
});
