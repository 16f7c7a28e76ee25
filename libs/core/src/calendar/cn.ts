/** The shipped default calendar of mainland China: official holidays with make-up workdays (调休). */
import { type Calendar, calendarFrom, weekendsOnly } from './calendar.js';
import { cnCalendarData } from './cn-data.js';

export const cn: Calendar = calendarFrom(cnCalendarData);

/** The calendar a template names; one nobody knows has weekends only. */
export const calendarNamed = (name: string): Calendar => (name === 'cn' ? cn : weekendsOnly);
