import { calendarIdOf } from '@gangmu/core';
import { useWords } from '../../platform/language.js';

/** Those that come with the programme have names; others are called what their file calls them. */
const NAMES = { cn: 'calendars.name.cn', weekends: 'calendars.name.weekends' } as const;
const isNamed = (id: string): id is keyof typeof NAMES => Object.hasOwn(NAMES, id);

/** How a version of a calendar (`cn 2026.1`) is called: 全国节假日安排 2026.1. */
export function useCalendarName(): (version: string) => string {
  const { t } = useWords();
  return (version) => {
    const id = calendarIdOf(version);
    return isNamed(id) ? `${t(NAMES[id])}${version.slice(id.length)}` : version;
  };
}
