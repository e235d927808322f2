import type { ExpectedPerson } from '../../../domain/checks/identity.ts';

/** What a frame needs to know of its session. */
export interface SessionSummary {
  sessionId: string;
  candidateSub: string;
  state: 'open' | 'ended';
  expected: ExpectedPerson;
}

export interface Sessions {
  find(sessionId: string): Promise<SessionSummary | null>;
}
