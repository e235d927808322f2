import type { Json } from '../json.ts';
import { expressionOf } from './expression.ts';

/** Evaluates one expression; the location names its field. */
export type Evaluate = (source: string, location: string) => Promise<Json>;

/** The template with every expression in it replaced by its value, at any depth, one after the other. */
export async function evaluateTemplate(template: Json, location: string, evaluate: Evaluate): Promise<Json> {
  if (typeof template !== 'object' || template === null) {
    const source = expressionOf(template);
    return source === null ? template : evaluate(source, location);
  }
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries()) items.push(await evaluateTemplate(item, `${location}[${index}]`, evaluate));
    return items;
  }
  const members: [string, Json][] = [];
  for (const [key, member] of Object.entries(template)) members.push([key, await evaluateTemplate(member, `${location}/${key}`, evaluate)]);
  return Object.fromEntries(members);
}

/** Calls the visitor for every expression in the template. */
export function visitExpressions(template: Json | undefined, location: string, visit: (source: string, location: string) => void): void {
  if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) visitExpressions(item, `${location}[${index}]`, visit);
  } else if (typeof template === 'object' && template !== null) {
    for (const [key, member] of Object.entries(template)) visitExpressions(member, `${location}/${key}`, visit);
  } else {
    const source = expressionOf(template);
    if (source !== null) visit(source, location);
  }
}
