import { v4, v5 } from 'uuid';
import { IdempotencyKeyReusedError } from '../../../domain/errors.ts';
import type { Caller } from '../http/request.ts';
import type { ExpectedPeople } from '../ports/expected-people.ts';
import type { Policies } from '../ports/policies.ts';
import type { SessionRecord, Sessions } from '../ports/sessions.ts';

/** Names sessions after a person's Idempotency-Key (RFC 9562, version 5). Changing it would forget every key. */
const IDEMPOTENCY_NAMESPACE = '3d0d1f0e-6a58-4a5e-8a0f-0b9c6f1f5e21';

export interface SessionRequest {
  caller: Caller;
  examId: string;
  consentVersion: string;
  idempotencyKey: string | null;
}

export interface SessionStartsProps {
  sessions: Sessions;
  people: ExpectedPeople;
  policies: Pick<Policies, 'current'>;
  now: () => Date;
}

/** Starts the sessions of candidates. */
export class SessionStarts {
  readonly #props: SessionStartsProps;

  constructor(props: SessionStartsProps) {
    this.#props = props;
  }

  /**
   * Starts a session; with an idempotency key the same request is the same session. Whom it expects is settled here: by the candidate's e-mail, never by
   * what they ask for.
   * @throws IdempotencyKeyReusedError when the key was used for another exam or consent
   */
  async start({ caller: { sub, email }, examId, consentVersion, idempotencyKey }: SessionRequest): Promise<SessionRecord> {
    const { sessions, people, policies, now } = this.#props;
    const sessionId = idempotencyKey === null ? v4() : v5(`${sub}:${idempotencyKey}`, IDEMPOTENCY_NAMESPACE);
    const [expected, { version, maxGapMs, incidentRules }] = await Promise.all([email === null ? null : people.findByEmail(email), policies.current()]);
    await sessions.create({
      sessionId,
      examId,
      candidate: { sub, email },
      expected,
      consentVersion,
      startedAt: now().toISOString(),
      firstPolicy: { version, maxGapMs, incidentRules },
    });
    // What is there is this one, or that of an earlier attempt.
    const session = await sessions.find(sessionId);
    if (session === null) throw new Error('A session that was made is not there.');
    // Erased since: it is nobody's, and what it was for is not to be told again.
    if (session.candidate.sub !== sub) throw new IdempotencyKeyReusedError('This Idempotency-Key was used for a session that was erased.', { field: 'Idempotency-Key' });
    if (session.examId !== examId || session.consentVersion !== consentVersion) {
      throw new IdempotencyKeyReusedError('This Idempotency-Key was used for another exam or consent.', { field: 'Idempotency-Key' });
    }
    return session;
  }
}
