import type { APIGatewayProxyEvent } from 'aws-lambda';
import { z } from 'zod';
import type { AuditAction } from '../../../domain/audit.ts';
import { STATUS_OF_CODE, UnavailableError } from '../../../domain/errors.ts';
import { DynamoDbAuditLog } from '../adapters/dynamodb-audit-log.ts';
import { toInvigilError } from '../adapters/service-errors.ts';
import { createDocumentClient } from '../aws-clients.ts';
import { NameSchema, readEnvironment } from '../environment.ts';
import { logger } from '../logger.ts';
import type { AuditedAct, AuditLog } from '../ports/audit-log.ts';
import { callerOf, type ApiAnswer, type ApiRequest } from './request.ts';

/** A list's query with every parameter is shorter. */
const MAX_TARGET_LENGTH = 1_024;

/** What the audit log is to say of a route. */
export interface Audit {
  action: AuditAction;
  /**
   * What is read or changed: an id of the path (`pathParameterOf`), or a list's query (`queryTarget`); null where it has no id before it is made, which
   * the answer then brings as `auditTarget`. Never a name, an e-mail or an image.
   */
  target: (request: ApiRequest) => string | null;
  /** Where entries go; if not given, into the table that the environment names. */
  log?: AuditLog;
}

/** The log of the function's environment, which `grantAuditLog` of infra/ gives it. */
export function auditLogOfEnvironment(): AuditLog {
  const environment = readEnvironment({ AUDIT_LOG_TABLE: NameSchema, RETENTION_DAYS: z.coerce.number().int().positive() });
  return new DynamoDbAuditLog(createDocumentClient(), environment.AUDIT_LOG_TABLE, environment.RETENTION_DAYS);
}

/**
 * Answers a request once it is entered. A read is entered before its answer leaves; a change before it is made, and again with its outcome, so that
 * none is made unseen, wherever its function is cut off. What candidates read of their own is not entered.
 * @throws UnavailableError when it cannot be entered
 */
export async function answerAudited({ action, target }: Audit, log: AuditLog, request: ApiRequest, handle: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const { caller, event } = request;
  const isRead = event.httpMethod === 'GET';
  if (isRead && !caller.groups.some((group) => group !== 'candidate')) return handle();
  const act = actOf(request, action, withoutTypedText(target(request)));
  if (!isRead) await entered(log.openChange(act));
  const end = async (outcome: number, auditTarget = act.target): Promise<void> => entered(isRead ? log.recordRead(act, outcome) : log.closeChange({ ...act, target: auditTarget }, outcome));
  let answer: ApiAnswer;
  try {
    answer = await handle();
  } catch (error) {
    await end(STATUS_OF_CODE[toInvigilError(error).code]);
    throw error;
  }
  await end(answer.statusCode, answer.auditTarget);
  return answer;
}

/** Enters an attempt by somebody without the right, once a window however often it is made. It is refused even where it cannot be entered. */
export async function recordRefusal({ action }: Audit, log: AuditLog, event: APIGatewayProxyEvent): Promise<void> {
  try {
    await log.recordRead(actOf({ event, caller: callerOf(event) }, action, null), STATUS_OF_CODE.FORBIDDEN);
  } catch (error) {
    logger.warn('Could not enter a refused attempt', { action, errorName: error instanceof Error ? error.name : 'Error' });
  }
}

function actOf({ caller, event }: Pick<ApiRequest, 'caller' | 'event'>, action: AuditAction, target: string | null): AuditedAct {
  return { actor: { sub: caller.sub, groups: caller.groups }, action, target, requestId: event.requestContext.requestId, at: new Date().toISOString() };
}

/** What no id or query of ours looks like is something that somebody has typed: a name, an e-mail, a text that no erasure would find. */
function withoutTypedText(target: string | null): string | null {
  return target !== null && (!/^[\w.:+=&…-]*$/.test(target) || target.length > MAX_TARGET_LENGTH) ? '…' : target;
}

async function entered(entry: Promise<void>): Promise<void> {
  try {
    await entry;
  } catch (cause) {
    throw new UnavailableError('This could not be entered into the audit log, without which it is not answered. Please repeat the request.', { cause });
  }
}
