import type { Place } from './assembly-error.ts';
import { AssemblyError } from './assembly-error.ts';
import type { Template, TemplateResource } from './cloud-assembly.ts';
import { withoutStackId } from './local-name.ts';
import type { LocalUrls, ResourceKind } from './resource-kinds.ts';
import { RESOURCE_KINDS } from './resource-kinds.ts';

/** What the resources of a template are called here. */
export interface References {
  /** The name that the template gives, else the local one. */
  nameOf: (logicalId: string, from: Place) => string;
  arnOf: (logicalId: string, from: Place) => string;
  /** What `Ref` answers for a resource. */
  ref: (logicalId: string, from: Place) => string;
  /** What `Fn::GetAtt` answers. */
  attribute: (logicalId: string, attribute: string, from: Place) => string;
}

export interface ReferencesProps {
  template: Template;
  urls: LocalUrls;
  /** Resolves a name that the template writes with intrinsic functions. */
  resolve: (value: unknown, place: Place) => unknown;
  exists: (resource: TemplateResource) => boolean;
  /** Local names that do not follow from a resource's own path, by logical id. */
  givenNames: ReadonlyMap<string, string>;
}

export function createReferences({ template, urls, resolve, exists, givenNames }: ReferencesProps): References {
  const names = new Map<string, string>();

  const lookUp = (logicalId: string, from: Place): { resource: TemplateResource; kind: ResourceKind } => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new AssemblyError('UNRESOLVED_REFERENCE', `there is no resource or parameter ${logicalId}`, from);
    if (!exists(resource)) throw new AssemblyError('UNRESOLVED_REFERENCE', `the condition of ${logicalId} leaves it out`, from);
    const kind = RESOURCE_KINDS[resource.Type];
    if (!kind) throw new AssemblyError('UNRESOLVED_REFERENCE', `${logicalId} is of type ${resource.Type}, which does not exist on one machine`, from);
    return { resource, kind };
  };

  const nameOf = (logicalId: string, from: Place): string => {
    const known = names.get(logicalId);
    if (known !== undefined) return known;
    const { resource, kind } = lookUp(logicalId, from);
    const place = { resource: constructPath(logicalId, resource), path: `Properties.${kind.nameProperty ?? ''}` };
    const given = kind.nameProperty === null ? undefined : resolve(resource.Properties[kind.nameProperty], place);
    const name = typeof given === 'string' ? withoutStackId(given) : (givenNames.get(logicalId) ?? kind.localName(constructPath(logicalId, resource)));
    names.set(logicalId, name);
    return name;
  };

  const attribute = (logicalId: string, name: string, from: Place): string => {
    const answer = lookUp(logicalId, from).kind.attributes[name];
    if (!answer) throw new AssemblyError('UNRESOLVED_REFERENCE', `${logicalId} has no attribute ${name} on one machine`, from);
    return answer(nameOf(logicalId, from), urls);
  };

  return {
    nameOf,
    attribute,
    arnOf: (logicalId, from) => attribute(logicalId, 'Arn', from),
    ref: (logicalId, from) => lookUp(logicalId, from).kind.ref(nameOf(logicalId, from), urls),
  };
}

/** A resource's `aws:cdk:path`; its logical id where the assembly was written without that metadata. */
export function constructPath(logicalId: string, resource: TemplateResource): string {
  const path = resource.Metadata['aws:cdk:path'];
  return typeof path === 'string' ? path : `/${logicalId}`;
}
