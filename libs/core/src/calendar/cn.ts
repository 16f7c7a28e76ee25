/** The shipped default calendar of mainland China: official holidays with make-up workdays (调休). */
import { type Calendar, calendarFrom } from './calendar.js';
import { cnCalendarData } from './cn-data.js';

export const cn: Calendar = calendarFrom(cnCalendarData);
