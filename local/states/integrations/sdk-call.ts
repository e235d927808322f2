import type { Json, JsonObject } from '../json.ts';
import type { SdkClient, SdkService } from './sdk-services.ts';

/** An answer of a service with what came with it. */
export interface SdkAnswer {
  /** As JSON: dates in ISO 8601, bytes in base64, bodies as text. */
  output: JsonObject;
  headers: Readonly<Record<string, string>>;
  statusCode: number;
  requestId: string;
}

type CommandConstructor = new (input: JsonObject) => unknown;

/** The command of an action such as `putItem`; null when the service has none. */
export function commandOf(service: SdkService, action: string): CommandConstructor | null {
  const command = service.module[`${action.charAt(0).toUpperCase()}${action.slice(1)}Command`];
  return /^[a-z]/.test(action) && typeof command === 'function' ? (command as CommandConstructor) : null;
}

/** Has the client keep the headers of each answer in `$headers`. */
export function keepHeaders(client: SdkClient): SdkClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      Object.assign(result.output ?? {}, { $headers: (result.response as { headers?: unknown }).headers });
      return result;
    },
    { step: 'deserialize', name: 'keepHeaders', priority: 'high' },
  );
  return client;
}

/** Sends one command. Members of binary type cannot be given, for the arguments are JSON. @throws what the SDK throws */
export async function sdkCall(client: SdkClient, command: CommandConstructor, input: JsonObject, signal: AbortSignal): Promise<SdkAnswer> {
  const { $metadata, $headers, ...output } = await client.send(new command(input), { abortSignal: signal });
  const { httpStatusCode, requestId } = $metadata as { httpStatusCode?: number; requestId?: string };
  return {
    output: (await toJson(output)) as JsonObject,
    headers: ($headers ?? {}) as Record<string, string>,
    statusCode: httpStatusCode ?? 200,
    requestId: requestId ?? '',
  };
}

async function toJson(value: unknown): Promise<Json> {
  if (value instanceof Date) return value.toISOString();
  // A streamed body, and a blob that is the whole of it, such as the payload of a function.
  if (typeof value === 'object' && value !== null && 'transformToString' in value) return (value as { transformToString: () => string | Promise<string> }).transformToString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return Promise.all(value.map(toJson));
  if (typeof value !== 'object' || value === null) return value as Json;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(await Promise.all(members.map(async ([key, member]) => [key, await toJson(member)] as const)));
}
