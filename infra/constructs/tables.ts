import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

const { STRING, NUMBER } = AttributeType;

/** What the indexes of sessions hold beside keys: it changes a few times in a session, where the session itself does with every frame. */
const SESSION_PROJECTION = { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['state', 'decisions'] };

/** The names of the tables' indexes. */
export const INDEX = {
  facesByName: 'byName',
  facesByExternalId: 'byExternalId',
  sessionsByMonth: 'byMonth',
  sessionsByCandidate: 'byCandidate',
  sessionsByEmail: 'byEmail',
  openSessions: 'open',
  verdictsById: 'byVerdictId',
  verdictsToReview: 'toReview',
  verdictsTimeline: 'timeline',
  executionsByTime: 'byTime',
  executionsByOwner: 'byOwner',
  executionsBySession: 'bySession',
  executionsByOutcome: 'byOutcome',
  importsByTime: 'byTime',
  matchReportsByState: 'byState',
  matchReportsByPerson: 'byPerson',
} as const;

/** Everything that is on record. Retained when the stack goes: an audit outlives its software. */
export class Tables extends Construct {
  readonly faces: TableV2;
  readonly sessions: TableV2;
  readonly verdicts: TableV2;
  readonly executions: TableV2;
  readonly policies: TableV2;
  readonly reviews: TableV2;
  readonly auditLog: TableV2;
  readonly imports: TableV2;
  readonly erasures: TableV2;
  readonly matchReports: TableV2;
  readonly allowances: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.faces = this.#table('Faces', {
      partitionKey: { name: 'externalImageId', type: STRING },
      globalSecondaryIndexes: [
        { indexName: INDEX.facesByName, partitionKey: { name: 'state', type: STRING }, sortKey: { name: 'lowerCaseName', type: STRING } },
        { indexName: INDEX.facesByExternalId, partitionKey: { name: 'externalId', type: STRING } },
      ],
    });
    this.sessions = this.#table('Sessions', {
      partitionKey: { name: 'sessionId', type: STRING },
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        { indexName: INDEX.sessionsByMonth, partitionKey: { name: 'month', type: STRING }, sortKey: { name: 'startedAt', type: STRING }, ...SESSION_PROJECTION },
        { indexName: INDEX.sessionsByCandidate, partitionKey: { name: 'candidateSub', type: STRING }, sortKey: { name: 'startedAt', type: STRING }, ...SESSION_PROJECTION },
        // And whose e-mail it is, for lists that know people by their `sub` alone.
        { indexName: INDEX.sessionsByEmail, partitionKey: { name: 'candidateEmail', type: STRING }, sortKey: { name: 'startedAt', type: STRING }, projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...SESSION_PROJECTION.nonKeyAttributes, 'candidateSub'] },
        // Sparse: a session that has ended, and been signed, is out of it.
        { indexName: INDEX.openSessions, partitionKey: { name: 'openPartition', type: STRING }, sortKey: { name: 'startedAt', type: STRING }, ...SESSION_PROJECTION },
      ],
    });
    this.verdicts = this.#table('Verdicts', {
      partitionKey: { name: 'sessionId', type: STRING },
      sortKey: { name: 'sequence', type: NUMBER },
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        // Hardly more than keys: a verdict is some kilobytes, which its indexes need not hold again.
        { indexName: INDEX.verdictsById, partitionKey: { name: 'verdictId', type: STRING }, projectionType: ProjectionType.KEYS_ONLY },
        { indexName: INDEX.verdictsToReview, partitionKey: { name: 'reviewPartition', type: STRING }, sortKey: { name: 'receivedAt', type: STRING }, projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['verdictId'] },
        // A session's chain once more, a twentieth of its size: thousands of frames are read to draw a timeline.
        { indexName: INDEX.verdictsTimeline, partitionKey: { name: 'sessionId', type: STRING }, sortKey: { name: 'sequence', type: NUMBER }, projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['verdictId', 'receivedAt', 'decision', 'signals', 'erased'] },
      ],
    });
    this.executions = this.#table('Executions', {
      partitionKey: { name: 'executionName', type: STRING },
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        // All in one partition, which takes two writes of 500 frames a second.
        { indexName: INDEX.executionsByTime, partitionKey: { name: 'timeline', type: STRING }, sortKey: { name: 'startDate', type: STRING } },
        { indexName: INDEX.executionsByOwner, partitionKey: { name: 'owner', type: STRING }, sortKey: { name: 'startDate', type: STRING } },
        { indexName: INDEX.executionsBySession, partitionKey: { name: 'sessionId', type: STRING }, sortKey: { name: 'startDate', type: STRING } },
        // The decision of a recorded verdict, the status of anything else: what is rare, as failures are, is found in one query whenever it was.
        { indexName: INDEX.executionsByOutcome, partitionKey: { name: 'outcome', type: STRING }, sortKey: { name: 'startDate', type: STRING } },
      ],
    });
    this.policies = this.#table('Policies', { partitionKey: { name: 'policyName', type: STRING }, sortKey: { name: 'revision', type: NUMBER } });
    this.reviews = this.#table('Reviews', { partitionKey: { name: 'sessionId', type: STRING }, sortKey: { name: 'verdictId', type: STRING }, timeToLiveAttribute: 'expiresAt' });
    this.auditLog = this.#table('AuditLog', { partitionKey: { name: 'month', type: STRING }, sortKey: { name: 'entryId', type: STRING }, timeToLiveAttribute: 'expiresAt' });
    this.imports = this.#table('Imports', {
      partitionKey: { name: 'importId', type: STRING },
      sortKey: { name: 'row', type: NUMBER },
      timeToLiveAttribute: 'expiresAt',
      // Sparse: of imports, not of their rows.
      globalSecondaryIndexes: [{ indexName: INDEX.importsByTime, partitionKey: { name: 'timeline', type: STRING }, sortKey: { name: 'createdAt', type: STRING } }],
    });
    this.erasures = this.#table('Erasures', { partitionKey: { name: 'erasureId', type: STRING } });
    this.matchReports = this.#table('MatchReports', {
      partitionKey: { name: 'verdictId', type: STRING },
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        { indexName: INDEX.matchReportsByState, partitionKey: { name: 'state', type: STRING }, sortKey: { name: 'reportedAt', type: STRING } },
        { indexName: INDEX.matchReportsByPerson, partitionKey: { name: 'externalImageId', type: STRING } },
      ],
    });
    this.allowances = this.#table('Allowances', { partitionKey: { name: 'sub', type: STRING }, timeToLiveAttribute: 'expiresAt' });
  }

  #table(id: string, props: TablePropsV2): TableV2 {
    return new TableV2(this, id, {
      ...props,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      // A creation that is rolled back keeps it too: it is protected, and could not be deleted.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
