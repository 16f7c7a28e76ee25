import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  belongsTo,
  containsReach,
  covers,
  GRANTED_PERMISSIONS,
  grantFor,
  isFromAbove,
  isNowhere,
  type RoleGrant,
  outermost,
  PERMISSIONS_OF,
  permits,
  type Principal,
  ROLES,
  reachOf,
  type UnitPlace,
} from './index.js';

const unit = (path: string): UnitPlace => ({ id: path.replaceAll('.', ''), path });
const county = unit('c.');
const town = unit('c.t.');
const village = unit('c.t.v.');
const other = unit('c.t2.');
const grant = (
  role: RoleGrant['role'],
  at: UnitPlace,
  scope: RoleGrant['scope'] = 'subtree',
  named: UnitPlace[] = [],
): RoleGrant => ({
  post: `${role}@${at.id}`,
  role,
  unit: at,
  scope,
  named,
});
const person = (grants: RoleGrant[], home: UnitPlace | null = null): Principal => ({ person: 'p', home, grants });

/** Any unit of a tree three letters wide and four levels deep. */
const anyUnit = fc
  .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
  .map((ids) => unit(['r', ...ids].map((id) => `${id}.`).join('')));
const anyGrant = fc
  .tuple(
    fc.constantFrom(...ROLES),
    anyUnit,
    fc.constantFrom('subtree' as const, 'unit' as const, 'named' as const),
    fc.array(anyUnit, { maxLength: 3 }),
  )
  .map(([role, at, scope, named]) => grant(role, at, scope, scope === 'named' ? named : []));
const anyPermission = fc.constantFrom(...GRANTED_PERMISSIONS);

describe('permissions', () => {
  it('are each given to somebody', () => {
    const given = new Set(ROLES.flatMap((role) => PERMISSIONS_OF[role]));
    expect(GRANTED_PERMISSIONS.filter((permission) => !given.has(permission))).toEqual([]);
  });
  it('let inspectors and auditors change nothing of what they look at', () => {
    const changing = [
      'units:write',
      'access:write',
      'templates:write',
      'runs:file',
      'runs:review',
      'runs:steer',
      'ledger:write',
    ] as const;
    for (const role of ['inspector', 'auditor'] as const)
      for (const permission of changing) expect(permits(person([grant(role, county)]), permission)).toBe(false);
  });
  it('let operating the system only to the root', () => {
    expect(permits(person([grant('administrator', county)]), 'system:operate')).toBe(true);
    expect(permits(person([grant('administrator', town)]), 'system:operate')).toBe(false);
    expect(permits(person([grant('administrator', county, 'unit')]), 'system:operate')).toBe(false);
  });
});

describe('from above', () => {
  it('is a post held above the unit, or one whose units lie above it; never one of the unit or below', () => {
    expect(isFromAbove(grant('reviewer', county), town)).toBe(true);
    expect(isFromAbove(grant('reviewer', county, 'named', [town]), town)).toBe(true);
    expect(isFromAbove(grant('reviewer', other, 'named', [county]), town)).toBe(true);
    expect(isFromAbove(grant('reviewer', other, 'named', [town]), town)).toBe(false);
    expect(isFromAbove(grant('reviewer', town), town)).toBe(false);
    expect(isFromAbove(grant('reviewer', village, 'named', [county]), town)).toBe(false);
  });
  it('is the root’s own post at the root: there is nobody above', () => {
    expect(isFromAbove(grant('reviewer', county), county)).toBe(true);
  });
  it('is never both a post of the unit and from above, but at the root', () => {
    fc.assert(
      fc.property(anyGrant, anyUnit, (held, at) => {
        if (held.unit.path === at.path && isFromAbove(held, at)) expect(at.path.split('.')).toHaveLength(2);
      }),
    );
  });
  it('is found among somebody’s posts by what it must suit', () => {
    const both = person([grant('reviewer', town), grant('reviewer', county)]);
    expect(grantFor(both, 'runs:review', town)?.unit).toEqual(town);
    expect(grantFor(both, 'runs:review', town, (one) => isFromAbove(one, town))?.unit).toEqual(county);
    expect(grantFor(both, 'runs:file', town)).toBeUndefined();
  });
});

describe('one’s own unit', () => {
  it('is where one belongs or holds a post, not where one inspects, nor one that a post merely reaches', () => {
    const clerk = person([grant('operator', town), grant('inspector', other)], county);
    expect([county, town, village, other].map((at) => belongsTo(clerk, at))).toEqual([true, true, false, false]);
  });
});

describe('reach', () => {
  it('covers a subtree, a unit alone, or named units', () => {
    expect(covers(reachOf(person([grant('operator', town)]), 'runs:file'), village)).toBe(true);
    expect(covers(reachOf(person([grant('operator', town, 'unit')]), 'runs:file'), village)).toBe(false);
    expect(covers(reachOf(person([grant('operator', county, 'named', [other])]), 'runs:file'), other)).toBe(true);
    expect(covers(reachOf(person([grant('operator', county, 'named', [other])]), 'runs:file'), county)).toBe(false);
  });
  it('is not fooled by an id that begins like another', () => {
    expect(covers(reachOf(person([grant('operator', unit('c.t.'))]), 'runs:file'), unit('c.t2.'))).toBe(false);
  });
  it('keeps inspectors from their own unit, whatever other posts they hold', () => {
    const inspector = person([grant('inspector', county)], village);
    expect(permits(inspector, 'inspection:write', village)).toBe(false);
    expect(permits(inspector, 'inspection:write', other)).toBe(true);
    const clerk = person([grant('inspector', county), grant('operator', other, 'unit')], village);
    expect(permits(clerk, 'inspection:write', other)).toBe(false);
  });
  it('never gives a token more than its limits', () => {
    fc.assert(
      fc.property(
        fc.array(anyGrant, { maxLength: 4 }),
        anyPermission,
        anyUnit,
        anyUnit,
        fc.boolean(),
        (grants, permission, within, at, listed) => {
          const whole = person(grants, null);
          const token: Principal = {
            ...whole,
            limit: { permissions: listed ? [permission] : [], within: [within.path] },
          };
          if (permits(token, permission, at)) {
            expect(listed).toBe(true);
            expect(at.path.startsWith(within.path)).toBe(true);
            expect(permits(whole, permission, at)).toBe(true);
          }
          if (listed && permits(whole, permission, at) && at.path.startsWith(within.path))
            expect(permits(token, permission, at)).toBe(true);
        },
      ),
    );
  });
  it('grows with posts, except where a post of one’s own excludes', () => {
    fc.assert(
      fc.property(
        fc.array(anyGrant, { maxLength: 3 }),
        anyGrant,
        anyPermission,
        anyUnit,
        (grants, more, permission, at) => {
          const before = permits(person(grants), permission, at);
          const after = permits(person([...grants, more]), permission, at);
          const excludes = reachOf(person([...grants, more]), permission).except.length > 0;
          if (before && !excludes) expect(after).toBe(true);
        },
      ),
    );
  });
  it('is nowhere exactly when no unit is covered, before exclusions', () => {
    fc.assert(
      fc.property(fc.array(anyGrant, { maxLength: 3 }), anyPermission, (grants, permission) => {
        const reach = reachOf(person(grants), permission);
        if (isNowhere(reach)) expect(permits(person(grants), permission)).toBe(false);
      }),
    );
  });
  it('keeps only outermost prefixes, covering the same', () => {
    fc.assert(
      fc.property(fc.array(anyUnit), anyUnit, (units, at) => {
        const paths = units.map((u) => u.path);
        const kept = outermost(paths);
        expect(kept.some((p) => at.path.startsWith(p))).toBe(paths.some((p) => at.path.startsWith(p)));
        for (const a of kept) for (const b of kept) if (a !== b) expect(a.startsWith(b)).toBe(false);
      }),
    );
  });
  it('lets nobody hand out more than they have', () => {
    const township = reachOf(person([grant('administrator', town)]), 'access:write');
    expect(containsReach(township, { prefixes: [village.path], units: [] })).toBe(true);
    expect(containsReach(township, { prefixes: [county.path], units: [] })).toBe(false);
    expect(containsReach(township, { prefixes: [], units: [other] })).toBe(false);
    const alone = reachOf(person([grant('administrator', town, 'unit')]), 'access:write');
    expect(containsReach(alone, { prefixes: [town.path], units: [] })).toBe(false);
    expect(containsReach(alone, { prefixes: [], units: [town] })).toBe(true);
  });
});
