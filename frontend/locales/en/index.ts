import audit from './audit.json' with { type: 'json' };
import exam from './exam.json' with { type: 'json' };
import executions from './executions.json' with { type: 'json' };
import filters from './filters.json' with { type: 'json' };
import imports from './imports.json' with { type: 'json' };
import labels from './labels.json' with { type: 'json' };
import myExams from './my-exams.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import person from './person.json' with { type: 'json' };
import policy from './policy.json' with { type: 'json' };
import sentences from './sentences.json' with { type: 'json' };
import sessions from './sessions.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import verdicts from './verdicts.json' with { type: 'json' };

/** What the app says in English. */
export default { ...shell, ...filters, ...sentences, ...labels, ...sessions, ...exam, ...myExams, ...people, ...executions, ...verdicts, ...audit, ...person, ...imports, ...policy };
