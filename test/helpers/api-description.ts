import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../../functions/shared/openapi/document.ts';

const DOCUMENT_ID = 'https://invigil.test/openapi.json';

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, unknown> }> }>>;
}

/** Holds answers of the API against its OpenAPI description. */
export class ApiDescription {
  readonly #document: Described;
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: unknown = openApiDocument('0.0.0')) {
    this.#document = document as Described;
    this.#ajv = new Ajv2020({ strict: false, allErrors: false });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(this.#document, DOCUMENT_ID);
  }

  /** What is wrong with an answer; null when it is as described. The body is the parsed JSON, or null for another type. */
  problemOf(method: string, path: string, status: number, body: unknown): string | null {
    const response = this.#document.paths[path]?.[method]?.responses[String(status)];
    if (response === undefined) return `${method} ${path} is not described to answer ${String(status)}`;
    if (response.content?.['application/json'] === undefined) return body === null ? null : 'JSON is answered where none is described';
    const pointer = ['paths', path, method, 'responses', String(status), 'content', 'application/json', 'schema'].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).map(encodeURIComponent).join('/');
    const validate = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: `${DOCUMENT_ID}#/${pointer}` });
    this.#validators.set(pointer, validate);
    return validate(body) ? null : this.#ajv.errorsText(validate.errors);
  }
}
