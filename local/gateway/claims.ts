/** The claims that API Gateway hands on as dates in words. */
const TIMES = new Set(['exp', 'iat']);

/**
 * A token's claims as a REST API's Cognito authorizer hands them on: strings all of them, lists joined by commas, `exp` and `iat` as for example
 * `Thu Nov 26 09:30:00 UTC 2026`.
 */
export function restClaims(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, TIMES.has(name) && typeof value === 'number' ? inWords(value) : text(value)]),
  );
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(text).join(',') : JSON.stringify(value);
}

function inWords(epochSeconds: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(epochSeconds * 1000).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
