import { TAGS, type Language } from './language.js';

/** Campaigns run in one time zone, whatever the browser's clock says. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: string, withYear: boolean, withTime: boolean): Intl.DateTimeFormat {
  const key = [language, zone, withYear, withTime].join(' ');
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : TAGS[language], {
      timeZone: zone,
      ...(withYear ? { year: 'numeric' } : {}),
      month: language === 'en' ? 'short' : 'long',
      day: 'numeric',
      ...(withTime ? { hour: '2-digit', minute: '2-digit', hour12: false } : {}),
    });
    formats.set(key, found);
  }
  return found;
}

/** An instant in milliseconds as date and time: 2026年3月2日 18:00. */
export const instantWords = (at: number, language: Language, zone = DEFAULT_TIME_ZONE): string =>
  format(language, zone, true, true).format(at);
/** A deadline in whole minutes since the epoch as date and time. */
export const minuteWords = (minute: number, language: Language, zone = DEFAULT_TIME_ZONE): string =>
  instantWords(minute * 60_000, language, zone);
/** A deadline as short as a card allows: 3月2日. */
export const shortDay = (minute: number, language: Language, zone = DEFAULT_TIME_ZONE): string =>
  format(language, zone, false, false).format(minute * 60_000);
/** The time of day of an instant in milliseconds, as this computer's clock has it: 10:32. */
export const timeWords = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(TAGS[language], { hour: '2-digit', minute: '2-digit', hour12: false }).format(at);
/** A plain date, ISO, in words. It has no time zone: it is shown as it was written. */
export const dateWords = (date: string, language: Language): string => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : format(language, 'UTC', true, false).format(at);
};
