/** The few moves every scenario of the designer's store makes. */
import { designRoutes as routes, systemRoutes } from '@gangmu/contract';
import type { Asked, SmallCounty } from './small-county.js';
import { plainTemplate } from './plain-template.js';

type Json = Record<string, unknown>;

export const TAB = 'tab-of-the-designer';

/** A change of a field, as a difference says it. */
export const set = (value: unknown): object => ({ op: 'set', value });
/** The township's own title for the bulletin, which the county leaves free. */
export const bulletin = (zh: string): object => ({ '/steps/step-c/title': set({ zh }) });
/** The plain template with something changed, as the body of a draft. */
export function changed(change: (draft: ReturnType<typeof plainTemplate>) => void): object {
  const draft = plainTemplate();
  change(draft);
  return { template: draft };
}
/** What to ask about a design, as the township's designer unless told otherwise. */
export const inspect = (design: string, as = 't-designer'): { as: string; params: object } => ({
  as,
  params: { design },
});

export interface Designing {
  /** Begins a root design of a unit; answers its id. */
  begin(as?: string, unit?: string, document?: object): Promise<string>;
  /** Begins a unit's adaptation; answers its id. */
  adapt(of: string, unit: string, as?: string, applies?: 'self-and-below' | 'below'): Promise<string>;
  /** Saves over the present revision. */
  save(design: string, body: object, as?: string): Promise<Asked>;
  publish(design: string, as?: string): Promise<Asked>;
  /** Saves and publishes; throws for a refusal. Waits for what it means below. */
  release(design: string, body: object, as?: string): Promise<Json>;
  draft(design: string, as?: string): Promise<Json>;
  get(design: string, as?: string): Promise<Json>;
  /** A published county design, and the township's published adaptation of it. */
  adapted(difference?: object): Promise<{ root: string; town: string }>;
  /** Waits for a job; throws when it failed. */
  job(id: unknown, as?: string): Promise<Json>;
}

export function designing(county: SmallCounty): Designing {
  const draft: Designing['draft'] = (design, as = 'c-designer') =>
    county.must(routes.draft, { as, params: { design } });
  const save: Designing['save'] = async (design, body, as = 'c-designer') => {
    const { revision } = await draft(design, as);
    return county.ask(routes.saveDraft, {
      as,
      params: { design },
      headers: { 'if-match': String(revision) },
      body: { lease: TAB, ...body },
    });
  };
  const publish: Designing['publish'] = async (design, as = 'c-designer') => {
    const { revision } = await draft(design, as);
    return county.ask(routes.publish, { as, params: { design }, body: { revision, reason: '按部署' } });
  };
  const job: Designing['job'] = async (id, as = 'c-designer') => {
    for (;;) {
      const found = await county.must(systemRoutes.progress, { as, params: { job: id } });
      if (found['status'] === 'failed') throw new Error(`job failed: ${JSON.stringify(found)}`);
      if (found['status'] === 'done') return found['result'] as Json;
    }
  };
  const moves: Designing = {
    draft,
    save,
    publish,
    job,
    get: (design, as = 'c-designer') => county.must(routes.get, { as, params: { design } }),
    begin: async (as = 'c-designer', unit = 'C', document = plainTemplate()) => {
      const body = { unit: county.units[unit], source: { from: 'json', document } };
      const { design } = await county.must(routes.create, { as, body });
      return (design as Json)['id'] as string;
    },
    adapt: async (of, unit, as = 't-designer', applies = 'self-and-below') => {
      const body = { unit: county.units[unit], applies };
      return String((await county.must(routes.adapt, { as, params: { design: of }, body }))['id']);
    },
    release: async (design, body, as = 'c-designer') => {
      const saved = await save(design, body, as);
      if (saved.status !== 200) throw new Error(`save: ${saved.status} ${saved.text}`);
      const published = await publish(design, as);
      if (published.status !== 201) throw new Error(`publish: ${published.status} ${published.text}`);
      if (published.json['job'] !== null) await job(published.json['job'], as);
      return published.json;
    },
    adapted: async (difference = bulletin('东镇简报')) => {
      const root = await moves.begin();
      await moves.release(root, { template: plainTemplate() });
      const town = await moves.adapt(root, 'T');
      await moves.release(town, { difference }, 't-designer');
      return { root, town };
    },
  };
  return moves;
}
