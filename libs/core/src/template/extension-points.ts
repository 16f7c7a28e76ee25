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
