import type { CheckResult } from './check-result.ts';

/** One test in the form of the Virtual Proctor sample, for its clients. */
export interface SampleTest {
  TestName: 'Objects of Interest' | 'Person Detection' | 'Person Recognition' | 'Face Detection' | 'Unsafe Content';
  Success: boolean;
  /** Counts as numbers, names as one string, `"0"` for none, `Server error` where it could not be checked. */
  Details: string | number;
}

const TEST_NAMES = {
  objects: 'Objects of Interest',
  people: 'Person Detection',
  identity: 'Person Recognition',
  faces: 'Face Detection',
  moderation: 'Unsafe Content',
} as const;

/** A verdict's checks in the form of the Virtual Proctor sample. */
export function toSampleTests(checks: readonly CheckResult[]): SampleTest[] {
  return checks.map((check) => ({
    TestName: TEST_NAMES[check.check],
    Success: check.outcome === 'pass',
    Details: check.outcome === 'unknown' ? 'Server error' : sampleDetails(check),
  }));
}

function sampleDetails(check: CheckResult): string | number {
  switch (check.check) {
    case 'objects':
    case 'moderation':
      return check.details.names.join(', ') || '0';
    case 'people':
    case 'faces':
      return check.details.count;
    case 'identity':
      return check.outcome === 'pass' ? (check.details.match?.fullName ?? '0') : '0';
  }
}
