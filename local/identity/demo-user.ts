/** A person who can sign in on one machine, and there only. */
export interface DemoUser {
  /** The subject of their tokens: a UUID that stays the same as long as the data does. */
  sub: string;
  email: string;
  groups: string[];
}

/** Claims about a user in the names that Cognito gives them. */
export interface UserClaims {
  sub: string;
  email: string;
  email_verified: boolean;
  'cognito:username': string;
  'cognito:groups': string[];
}

/** The demo user of a group. */
export function demoEmail(group: string): string {
  return `${group}@invigil.local`;
}

/** One user for each group. */
export function demoUsers(groups: readonly string[], subjects: Readonly<Record<string, string>>): DemoUser[] {
  return groups.map((group) => {
    const sub = subjects[group];
    if (sub === undefined) throw new RangeError(`No subject is known for the group ${group}.`);
    return { sub, email: demoEmail(group), groups: [group] };
  });
}

/** A pool whose users sign in with their e-mail gives them their subject as user name: so here. */
export function claimsOf(user: DemoUser): UserClaims {
  return { sub: user.sub, email: user.email, email_verified: true, 'cognito:username': user.sub, 'cognito:groups': user.groups };
}
