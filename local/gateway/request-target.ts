import { GatewayError } from './gateway-error.ts';

/** What a request asks for. */
export interface RequestTarget {
  /** Below the stage, repeated slashes collapsed, as the client encoded it. */
  path: string;
  /** The path's segments, decoded. */
  segments: string[];
  query: URLSearchParams;
}

/**
 * Reads a request's target, in origin form or absolute form.
 *
 * @throws GatewayError BAD_REQUEST_PARAMETERS when a segment's percent-encoding is invalid
 */
export function parseTarget(url: string): RequestTarget {
  const { encodedSegments, query } = split(url);
  const [, ...belowStage] = encodedSegments;
  try {
    return { path: `/${belowStage.join('/')}`, segments: belowStage.map((segment) => decodeURIComponent(segment)), query: new URLSearchParams(query) };
  } catch (cause) {
    throw new GatewayError('BAD_REQUEST_PARAMETERS', 'Bad Request', cause);
  }
}

/** Whether a request's target is the stage itself or lies below it. */
export function isBelowStage(url: string, stageName: string): boolean {
  return split(url).encodedSegments[0] === stageName;
}

function split(url: string): { encodedSegments: string[]; query: string } {
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  return { encodedSegments: path.split('/').filter(Boolean), query };
}
