import type { HistoryEvent } from '../../domain/history.ts';

/** A text of an event's details, for example its `name` or `output`; null where it has none. */
export function eventText(event: HistoryEvent | undefined, field: string): string | null {
  const value = eventDetails(event)[field];
  return typeof value === 'string' ? value : null;
}

/** What an event says beyond its type: the SDK has it in a field of its own for each type. */
export function eventDetails(event: HistoryEvent | undefined): Readonly<Record<string, unknown>> {
  const details = Object.entries(event ?? {}).find(([field]) => field.endsWith('EventDetails'))?.[1];
  return isRecord(details) ? details : {};
}

/**
 * A cause in the words that are meant to be read: Lambda puts its error into JSON, with a stack trace beside the message.
 *
 * @example readableCause('{"errorType":"TypeError","errorMessage":"No frame.","trace":[]}') // 'No frame.'
 */
export function readableCause(cause: string | null): string | null {
  const parsed = cause === null ? null : parseJson(cause);
  const messages = (Array.isArray(parsed) ? parsed : [parsed]).flatMap((item) => (isRecord(item) ? [item.errorMessage ?? item.message] : []));
  const texts = messages.filter((message): message is string => typeof message === 'string' && message !== '');
  return texts.length === 0 ? cause : texts.join(' ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
