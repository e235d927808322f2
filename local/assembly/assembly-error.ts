/**
 * - `INVALID_ASSEMBLY`: the folder holds no cloud assembly of one stack with one REST API and one user pool
 * - `UNKNOWN_INTRINSIC`: the template uses a function that is not resolved here
 * - `UNRESOLVED_REFERENCE`: a name, attribute, parameter, condition or mapping that nothing here answers to
 * - `NAME_COLLISION`: two resources of one kind would have the same local name
 * - `UNSUPPORTED`: the template asks for something that one machine does not do
 */
export type AssemblyErrorCode = 'INVALID_ASSEMBLY' | 'UNKNOWN_INTRINSIC' | 'UNRESOLVED_REFERENCE' | 'NAME_COLLISION' | 'UNSUPPORTED';

/** Where in the template something stands. */
export interface Place {
  /** The resource's construct path or logical id; the file's name outside resources. */
  resource: string;
  /** For example `Properties.Environment.Variables.FACES_TABLE`. */
  path: string;
}

/** The cloud assembly cannot be run on one machine; the message names the resource and the path in it. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
  readonly code: AssemblyErrorCode;
  readonly place: Place;

  constructor(code: AssemblyErrorCode, message: string, place: Place, cause?: unknown) {
    super(`${place.resource}${place.path ? ` at ${place.path}` : ''}: ${message}`, { cause });
    this.code = code;
    this.place = place;
  }
}
