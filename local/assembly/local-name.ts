/** Ids that say what a construct is, not which one. */
const GENERIC_IDS = new Set(['Resource', 'Default', 'StateMachine', 'Function', 'Table', 'Bucket', 'Queue', 'Topic', 'LogGroup', 'UserPool', 'Collection']);

/**
 * The id of the construct that a resource belongs to, out of its `aws:cdk:path`: the last segment below the stack that is not generic.
 *
 * @example constructId('Invigil/VerifyFrame/StateMachine/Resource') // 'VerifyFrame'
 */
export function constructId(constructPath: string): string {
  const segments = constructPath.split('/').slice(1);
  const telling = segments.findLast((segment) => !GENERIC_IDS.has(segment));
  return telling ?? segments.findLast((segment) => segment !== 'Resource' && segment !== 'Default') ?? constructPath;
}

/** In place of the digits by which AWS tells a stack from another of its name. */
export const STACK_ID = 'local';

/**
 * A name that the template gives, without the stack's id at its end: there is one stack of a name here.
 *
 * @example withoutStackId('Invigil-faces-local') // 'Invigil-faces'
 */
export function withoutStackId(name: string): string {
  return name.endsWith(`-${STACK_ID}`) ? name.slice(0, -`-${STACK_ID}`.length) : name;
}

/** `DetectLabels` as `detect-labels`; what is neither a letter nor a digit parts words. */
export function kebabCase(id: string): string {
  return id
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .join('-')
    .toLowerCase();
}
