export const GROUPS = ['candidate', 'admin', 'auditor'] as const;
/** What a person may do; they add up, none implies another. */
export type Group = (typeof GROUPS)[number];

export interface SignedInUser {
  sub: string;
  email: string;
  groups: readonly Group[];
}

/** Reads the claims of an ID token; groups that the app has no pages for are left out. */
export function toSignedInUser(claims: Readonly<Record<string, unknown>>): SignedInUser {
  const groups = claims['cognito:groups'];
  const named = Array.isArray(groups) ? groups : [];
  return {
    sub: String(claims.sub),
    email: typeof claims.email === 'string' ? claims.email : '',
    groups: GROUPS.filter((group) => named.includes(group)),
  };
}
