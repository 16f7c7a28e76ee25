import { describe, expect, it } from '@jest/globals';
import type { Template } from '@gangmu/core';
import { templateOf } from '../properties/template.given.js';
import type { Draft } from '../session/draft-port.js';
import { madeOn, recoveryOf } from './recovery.js';

const plan = (change: (template: Template) => void = () => {}): Template => {
  const template = structuredClone(templateOf());
  change(template);
  return template;
};
const draft = (template: Template, kept: readonly string[] = []): Draft => ({ template, kept });
const root = { base: null, grants: [], provenance: null };
const titled = (id: string, zh: string) => (template: Template) => {
  template.steps[id]!.title = { zh };
};
const begun = draft(plan());
const copy = (template: Template, kept: readonly string[] = [], from = begun) => ({ template, kept, from });
const [first = '', second = ''] = Object.keys(begun.template.steps);

describe('unsaved work put onto the draft', () => {
  it('becomes the draft where nothing was saved since', () => {
    const mine = plan(titled(first, '改名'));
    const recovered = recoveryOf(copy(mine), begun, root);
    expect(recovered).toMatchObject({ draft: { template: mine, kept: [] }, count: 1, clear: true });
    expect(madeOn(copy(mine), begun, null)).toBe(true);
  });

  it('is put beside what a colleague saved since, and nothing of either is lost', () => {
    const mine = plan((t) => {
      titled(first, '改名')(t);
      t.phases['mine'] = { ...Object.values(t.phases)[0]!, title: { zh: '没来得及保存的' } };
    });
    const theirs = draft(
      plan((t) => {
        titled(second, '同事改的')(t);
        t.phases['theirs'] = { ...Object.values(t.phases)[0]!, title: { zh: '接管后画的' } };
      }),
    );
    const recovered = recoveryOf(copy(mine), theirs, root);
    expect([recovered?.clear, recovered?.count]).toEqual([true, 2]);
    const { template } = recovered!.draft;
    expect(Object.keys(template.phases)).toEqual(expect.arrayContaining(['mine', 'theirs']));
    expect([template.steps[first]?.title.zh, template.steps[second]?.title.zh]).toEqual(['改名', '同事改的']);
    expect(madeOn(copy(mine), theirs, null)).toBe(false);
    // Once that is the draft, there is nothing left to recover.
    expect(recoveryOf(copy(mine), recovered!.draft, root)).toBeNull();
  });

  it('asks where both changed the same place, or one took away what the other changed', () => {
    const both = recoveryOf(copy(plan(titled(first, '我改的'))), draft(plan(titled(first, '同事改的'))), root);
    expect(both?.clear).toBe(false);
    expect(both?.preview.brought?.proposals.map(({ doubt }) => doubt)).toEqual(['clash']);
    const gone = plan((t) => {
      delete t.steps[first];
      for (const [id, { from, to }] of Object.entries(t.edges)) if (from === first || to === first) delete t.edges[id];
    });
    expect(recoveryOf(copy(plan(titled(first, '我改的'))), draft(gone), root)?.clear).toBe(false);
    expect(recoveryOf(copy(gone), draft(plan(titled(first, '同事改的'))), root)?.clear).toBe(false);
  });

  it('asks where the level above has locked meanwhile what was changed, and names it', () => {
    const base = plan((t) => (t.steps[first]!.mandate = 'fixed'));
    const now = draft(base);
    const recovered = recoveryOf(copy(plan(titled(first, '我改的'))), now, { ...root, base });
    expect(recovered?.clear).toBe(false);
    expect([...recovered!.preview.locked.values()].map(({ path }) => path)).toEqual([`/steps/${first}/title`]);
  });

  it('keeps the marks of both, and lets those go that it took away', () => {
    const base = plan((t) => (t.steps[first]!.mandate = 'free'));
    const from = draft(base, [`/steps/${first}/title`]);
    const now = draft(base, [`/steps/${first}/title`, `/steps/${first}/lead`]);
    const recovered = recoveryOf(copy(base, [`/steps/${first}/kind`], from), now, { ...root, base });
    expect(recovered?.draft.kept).toEqual([`/steps/${first}/lead`, `/steps/${first}/kind`]);
  });
});
