/** Where local steps hang: the extension points of phases and steps, and what waits for what hangs there. */
import { pointer } from '../findings.js';
import { own } from '../run/own.js';
import type { LocalText, Phase, Step, Template } from './document.js';

type Extension = NonNullable<Step['extension']>;

/** The phase or step at `/phases/<id>` or `/steps/<id>`. */
export const pointOf = (template: Template, host: string): Phase | Step | undefined => {
  const [, map, id = ''] = host.split('/');
  return map === 'phases' ? own(template.phases, id) : own(template.steps, id);
};

const hostOf = ({ hangsAt }: Step): string | undefined =>
  hangsAt && (hangsAt.at === 'phase' ? pointer('phases', hangsAt.phase) : pointer('steps', hangsAt.step));

/**
 * The places a step hangs at, nearest first: the point itself, and – where that belongs to a local step – the point
 * that one hangs at, up to one of a level above. Empty for steps that hang nowhere.
 */
export function hostsOf(template: Template, id: string): string[] {
  const hosts: string[] = [];
  for (let step = own(template.steps, id); step; ) {
    const host = hostOf(step);
    if (host === undefined || hosts.includes(host)) break;
    hosts.push(host);
    step = host.startsWith('/steps/') ? own(template.steps, host.slice('/steps/'.length)) : undefined;
  }
  return hosts;
}

/** Whether what comes after the point a step hangs at waits for it: every point on the way up has to say so. */
export const keepsFollowers = (template: Template, id: string): boolean => {
  const hosts = hostsOf(template, id);
  return hosts.length > 0 && hosts.every((host) => pointOf(template, host)?.extension?.followersWait === true);
};

/**
 * Local steps for which nothing that follows waits: they hold up neither what comes after their extension point nor a
 * phase that opens after theirs.
 */
export const stepsBeside = (template: Template): Set<string> =>
  new Set(Object.keys(template.steps).filter((id) => template.steps[id]?.hangsAt && !keepsFollowers(template, id)));

/**
 * The local steps that hang at a step's extension point and are waited for, by what waits: `step:<id>` of each step
 * that comes after that step, `phase:<id>` of each phase that opens after it.
 */
export function localBefore(template: Template): Map<string, string[]> {
  const before = new Map<string, string[]>();
  const hung = Object.entries(template.steps).filter(([, { hangsAt }]) => hangsAt?.at === 'step');
  if (hung.length === 0) return before;
  const waits = (node: string, local: string): void => {
    const list = before.get(node) ?? [];
    if (node !== `step:${local}` && !list.includes(local)) before.set(node, [...list, local]);
  };
  for (const [local] of hung) {
    // Each point on the way up that lets its followers wait; one that does not ends the way.
    for (const host of hostsOf(template, local)) {
      if (!host.startsWith('/steps/') || pointOf(template, host)?.extension?.followersWait !== true) break;
      const at = host.slice('/steps/'.length);
      for (const { from, to } of Object.values(template.edges)) if (from === at) waits(`step:${to}`, local);
      for (const [phase, { opening }] of Object.entries(template.phases))
        if (opening?.afterSteps.includes(at)) waits(`phase:${phase}`, local);
    }
  }
  return before;
}

export interface OpenPoint {
  /** `/phases/<id>` or `/steps/<id>`. */
  host: string;
  title: LocalText;
  extension: Extension;
  /** How many more local steps it admits. */
  left: number;
}

/** The extension points that still admit local steps, in the order of the template. */
export function openPoints(template: Template): OpenPoint[] {
  const used = new Map<string, number>();
  for (const id of Object.keys(template.steps))
    for (const host of hostsOf(template, id)) used.set(host, (used.get(host) ?? 0) + 1);
  const points: OpenPoint[] = [];
  for (const map of ['phases', 'steps'] as const)
    for (const [id, { title, extension }] of Object.entries(template[map])) {
      const host = pointer(map, id);
      const left = (extension?.max ?? 0) - (used.get(host) ?? 0);
      if (extension && left > 0) points.push({ host, title, extension, left });
    }
  return points;
}

/** Whether a step of this kind may hang at an open point. */
const admits = ({ extension: { kinds } }: OpenPoint, kind: string): boolean => kinds?.includes(kind) ?? true;

/** The phase a point lies in. */
const phaseOfPoint = (template: Template, host: string): string | undefined =>
  host.startsWith('/phases/') ? host.slice('/phases/'.length) : (pointOf(template, host) as Step | undefined)?.phase;

/**
 * Where a step of a phase can hang: at the place it asks for if that is open to its kind, else at its phase's own
 * point, else at a step's in that phase; undefined where nothing is open to it.
 */
export function hangingPlace(
  template: Template,
  { phase, kind, hangsAt }: Pick<Step, 'phase' | 'kind' | 'hangsAt'>,
): Step['hangsAt'] {
  const open = openPoints(template).filter(
    (point) => phaseOfPoint(template, point.host) === phase && admits(point, kind),
  );
  const wanted =
    hangsAt && (hangsAt.at === 'phase' ? pointer('phases', hangsAt.phase) : pointer('steps', hangsAt.step));
  if (open.some(({ host }) => host === wanted)) return hangsAt;
  const [first] = open;
  if (!first) return undefined;
  return first.host.startsWith('/phases/')
    ? { at: 'phase', phase }
    : { at: 'step', step: first.host.slice('/steps/'.length) };
}
