import type { Me } from '@gangmu/contract';
import type { GrantedPermission } from '@gangmu/core';

/** The pages of the settings, and whom they are for: whoever has one of the permissions. A page is added by a line. */
export const SETTINGS_PAGES = [
  { id: 'units', permissions: ['units:write'] },
  { id: 'people', permissions: ['access:write'] },
  { id: 'calendars', permissions: ['system:operate', 'campaigns:steer'] },
] as const satisfies readonly { id: string; permissions: readonly GrantedPermission[] }[];

export type SettingsPageId = (typeof SETTINGS_PAGES)[number]['id'];

/** The pages somebody may open, in their order. */
export const settingsFor = (me: Me | null | undefined): SettingsPageId[] =>
  SETTINGS_PAGES.filter(({ permissions }) => permissions.some((one) => me?.permissions.includes(one) === true)).map(
    ({ id }) => id,
  );
