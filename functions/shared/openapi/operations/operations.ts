import type { Operation } from '../operation.ts';
import { AUDIT_OPERATIONS } from './audit.ts';
import { EVIDENCE_OPERATIONS } from './evidence.ts';
import { PEOPLE_OPERATIONS } from './people.ts';
import { POLICY_OPERATIONS } from './policy.ts';
import { REGISTRATION_OPERATIONS } from './registrations.ts';
import { SESSION_OPERATIONS } from './sessions.ts';
import { SYSTEM_OPERATIONS } from './system.ts';
import { VERDICT_OPERATIONS } from './verdicts.ts';

/** Every route of the API. */
export const OPERATIONS: readonly Operation[] = [
  ...VERDICT_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...EVIDENCE_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...REGISTRATION_OPERATIONS,
  ...PEOPLE_OPERATIONS,
  ...SYSTEM_OPERATIONS,
];
