/** What locks are said with: who set them, and on what authority. */
import { own } from '../run/own.js';
import type { LocalText, Template } from '../template/document.js';

/** Whoever set it, where nobody says who. */
export const UPPER: LocalText = { zh: '上级', en: 'the level above' };

const NONE: LocalText = { zh: '', en: '' };

/** The document and clause behind a place, in brackets: of its step or policy, or of the whole template. */
export function basisOf(template: Template, keys: readonly string[]): LocalText {
  const [map, id = ''] = keys;
  const step = map === 'edges' ? (own(template.edges, id)?.to ?? '') : id;
  const element = map === 'policies' ? own(template.policies, id) : own(template.steps, step);
  const authority = element?.authority ?? template.authority;
  const text = [authority?.document, authority?.clause].filter(Boolean).join(' ');
  const zh = text || authority?.note?.zh;
  return zh ? { zh: `（依据：${zh}）`, en: ` (under ${text || (authority?.note?.en ?? zh)})` } : NONE;
}
