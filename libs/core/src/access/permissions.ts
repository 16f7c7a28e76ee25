/**
 * What may be done, and which role may do it. One table: a permission added here must be given to somebody, and the
 * spec beside it says so.
 */

/** Needs no post: anybody at all, or anybody signed in for what is their own. */
export const OPEN_PERMISSIONS = ['public', 'signed-in'] as const;

/** Granted by posts, each within the reach of the post. */
export const GRANTED_PERMISSIONS = [
  'units:read',
  'units:write',
  'access:read',
  'access:write',
  'templates:read',
  'templates:write',
  'templates:publish',
  'campaigns:read',
  'campaigns:launch',
  'campaigns:steer',
  'runs:read',
  'runs:file',
  'runs:review',
  'runs:steer',
  'ledger:read',
  'ledger:write',
  'ledger:verify',
  'inspection:read',
  'inspection:write',
  'record:read',
  'record:export',
  'figures:read',
  'files:write',
  'system:operate',
] as const;

export type GrantedPermission = (typeof GRANTED_PERMISSIONS)[number];
export type AccessPermission = (typeof OPEN_PERMISSIONS)[number] | GrantedPermission;

export const ROLES = ['administrator', 'designer', 'operator', 'reviewer', 'inspector', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** What whoever works with a campaign must see of it. */
const READING: GrantedPermission[] = [
  'units:read',
  'templates:read',
  'campaigns:read',
  'runs:read',
  'ledger:read',
  'figures:read',
];

/**
 * Role → permissions. Inspectors file, review and steer nothing: apart from returning items (which needs
 * `inspection:write`) they can change nothing but their own records. Auditors read and export, nothing else.
 */
export const PERMISSIONS_OF: Record<Role, readonly GrantedPermission[]> = {
  administrator: [
    ...READING,
    'units:write',
    'access:read',
    'access:write',
    'record:read',
    'record:export',
    'system:operate',
  ],
  designer: [
    ...READING,
    'templates:write',
    'templates:publish',
    'campaigns:launch',
    'campaigns:steer',
    'runs:steer',
    'record:read',
  ],
  operator: [...READING, 'runs:file', 'ledger:write', 'files:write'],
  reviewer: [...READING, 'runs:review', 'ledger:write', 'ledger:verify', 'files:write'],
  inspector: [...READING, 'inspection:read', 'inspection:write', 'ledger:verify', 'files:write', 'record:read'],
  auditor: [...READING, 'access:read', 'inspection:read', 'record:read', 'record:export'],
};

/**
 * Concerns the whole installation – manifests and exports hold every unit's record –, so that only a post at the root
 * of the tree carries it.
 */
export const ROOT_ONLY: ReadonlySet<GrantedPermission> = new Set(['system:operate', 'record:read', 'record:export']);

/** What nobody may do to their own unit: checking it, and verifying what it says it has put right. */
export const NEVER_OWN_UNIT: Partial<Record<Role, ReadonlySet<GrantedPermission>>> = {
  inspector: new Set(['inspection:read', 'inspection:write', 'ledger:verify']),
};

const tables = new Map(ROLES.map((role) => [role, new Set(PERMISSIONS_OF[role])]));

/** Whether a role carries a permission at all, wherever it is held. */
export const roleAllows = (role: Role, permission: GrantedPermission): boolean =>
  tables.get(role)?.has(permission) ?? false;
