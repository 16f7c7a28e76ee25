/** Drafts as the engine keeps them. */
import { designRoutes, ProblemResponse } from '@gangmu/contract';
import { type Finding, keptOf, sameMarks, sameValue, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { randomId } from '../../../platform/random-id.js';
import type { Draft, DraftPort, OtherEditor, SaveOutcome } from './draft-port.js';

/** Names this window's editing session: two windows of one person are two editors. */
export const newLeaseKey = (): string => randomId();

/** `base`: what is above, for adaptations; null where nothing is. */
export function enginePort(design: string, lease: string, person: string, base: Template | null): DraftPort {
  return {
    async save(draft, revision) {
      try {
        const saved = await client.call(designRoutes.saveDraft, {
          params: { design },
          body: {
            lease,
            template: { ...draft.template },
            ...(base === null ? {} : { kept: [...draft.kept] }),
          },
          ifMatch: String(revision),
        });
        return { kind: 'saved', revision: saved.revision, at: saved.savedAt };
      } catch (error) {
        const outcome = outcomeOf(error, person);
        return outcome.kind === 'overtaken' ? ((await alreadyThere(design, lease, draft, base)) ?? outcome) : outcome;
      }
    },
  };
}

/** An answer that was lost on its way: what looks like somebody else's saving was one's own. */
async function alreadyThere(
  design: string,
  lease: string,
  { template, kept }: Draft,
  base: Template | null,
): Promise<SaveOutcome | null> {
  try {
    const stored = await client.call(designRoutes.draft, { params: { design }, query: { lease } });
    if (stored.lease?.mine === false || !sameValue(stored.template, template)) return null;
    if (base !== null && !sameMarks(base, template, kept, keptOf(base, stored.difference ?? {}))) return null;
    return { kind: 'saved', revision: stored.revision, at: stored.savedAt };
  } catch {
    return null;
  }
}

/** What a failure to save means for who is editing. */
export function outcomeOf(error: unknown, person: string): SaveOutcome {
  if (!(error instanceof ProblemResponse)) return { kind: 'unreachable' };
  const { status, code, path, params } = error.problem;
  if (status === 401) return { kind: 'signed-out' };
  if (status === 409 || status === 412) return { kind: 'overtaken', by: editorIn(params, person) };
  if (status >= 500 || status === 429) return { kind: 'unreachable' };
  const all = error.problem.problems ?? [{ code, path, params }];
  return {
    kind: 'refused',
    findings: all.map(
      (one): Finding => ({
        code: one.code,
        severity: 'error',
        path: one.path,
        params: one.params as Finding['params'],
      }),
    ),
  };
}

/** Who edits instead, as a refusal names them; null where it names nobody. */
export function editorIn({ by, person, since }: Record<string, unknown>, self: string): OtherEditor | null {
  if (typeof by !== 'object' || by === null || !('zh' in by)) return null;
  return { name: by as OtherEditor['name'], at: typeof since === 'number' ? since : null, own: person === self };
}
