import packageJson from '../package.json' with { type: 'json' };
import type { ApiHandler } from './shared/http/api-handler.ts';
import { toResult } from './shared/http/respond.ts';
import { openApiDocument } from './shared/openapi/document.ts';

const document = openApiDocument(packageJson.version);

/** `GET /openapi.json`: the API's description, for everybody. */
export const handler: ApiHandler = () => Promise.resolve(toResult({ statusCode: 200, body: document }));
