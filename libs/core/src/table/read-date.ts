/** Dates as people type them into a table, and what they mean as a bound. */
import { daysInMonth, fromDayNumber, isPlainDate } from '../calendar/plain-date.js';
import { type Bound, boundSchema } from '../template/document.js';

type Window = { start: string; end: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Day 0 of a workbook's dates: 1899-12-30, with which all days after February 1900 come out right. */
const SERIAL_FROM = 36_526;
const SERIAL_TO = 73_050;
const SERIAL_OF_1970 = 25_569;

const two = (n: number): string => String(n).padStart(2, '0');
const made = (year: number, month: number, day: number): string | null => {
  const date = `${year}-${two(month)}-${two(day)}`;
  return isPlainDate(date) ? date : null;
};

/** A date without a year belongs to the year in which it falls into the window, else to the window's first. */
function inWindow(month: number, day: number, window: Window): string | null {
  const years = [Number(window.start.slice(0, 4)), Number(window.end.slice(0, 4))];
  const dates = years.flatMap((year) => made(year, month, day) ?? []);
  return dates.find((date) => date >= window.start && date <= window.end) ?? dates[0] ?? null;
}

const lastOf = (year: number, month: number): number => (month >= 1 && month <= 12 ? daysInMonth(year, month) : 0);

/** Brings full-width signs, “前” and the like to one form. */
const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^(截至|截止|于|在|by|before|on|due)\s*/i, '')
    .replace(/\s*(之前|以前|前|止|完成|前完成|底前)$/, (ending) => (ending.includes('底') ? '底' : ''))
    .trim();

/**
 * The date people mean by 3月20日前, 2026-03-20, 2026/3/20, 3.20, 3月底, 20 Mar, a workbook's day number – or null.
 * Where there is no year, `window` says which.
 */
export function readDate(text: string, window: Window): string | null {
  const plain = normal(text);
  const serial = /^\d{5}(\.0+)?$/.exec(plain);
  if (serial) {
    const days = Math.floor(Number(plain));
    if (days < SERIAL_FROM || days > SERIAL_TO) return null;
    return fromDayNumber(days - SERIAL_OF_1970);
  }
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (packed) return made(Number(packed[1]), Number(packed[2]), Number(packed[3]));
  const full = /^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?[日号]?(?:[T ]00:00(?::00(?:\.0+)?Z?)?)?$/.exec(
    plain,
  );
  if (full) return made(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = /^(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?[日号]?$/.exec(plain);
  if (short) return inWindow(Number(short[1]), Number(short[2]), window);
  const part = /^(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月 ?(上旬|中旬|下旬|底|末)$/.exec(plain);
  if (part) {
    const month = Number(part[2]);
    const year = part[1] === undefined ? Number(window.start.slice(0, 4)) : Number(part[1]);
    const day = part[3] === '上旬' ? 10 : part[3] === '中旬' ? 20 : lastOf(year, month);
    return part[1] === undefined ? inWindow(month, day, window) : made(year, month, day);
  }
  const english = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*\.?,?(?: (\d{4}))?$/i.exec(plain);
  const american = /^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$/i.exec(plain);
  const [name, day, year] = english
    ? [english[2], english[1], english[3]]
    : [american?.[1], american?.[2], american?.[3]];
  const month = MONTHS.indexOf((name ?? '').toLowerCase()) + 1;
  if (month === 0) return null;
  return year === undefined ? inWindow(month, Number(day), window) : made(Number(year), month, Number(day));
}

const bound = (given: Partial<Bound>): Bound => boundSchema.parse(given);

/** Days counted from the start or the end: 启动后14天, 结束前3个工作日, 14 days after the start. */
function readOffset(plain: string): Partial<Bound> | null {
  const zh = /^(?:活动)?(启动|开始|结束)(后|前) ?(\d{1,3}) ?(天|日|个工作日|工作日)(?:内)?$/.exec(plain);
  const en = /^(\d{1,3}) (working )?days? (after|before) the (start|end)(?: of the campaign)?$/i.exec(plain);
  if (!zh && !en) return null;
  const days = Number(zh ? zh[3] : en?.[1]);
  const after = zh ? zh[2] === '后' : en?.[3] === 'after';
  const end = zh ? zh[1] === '结束' : en?.[4] === 'end';
  const working = zh ? (zh[4] ?? '').includes('工作日') : en?.[2] !== undefined;
  return {
    anchor: { from: end ? 'campaign-end' : 'campaign-start' },
    offset: days === 0 ? 0 : after ? days : -days,
    unit: working ? 'working-days' : 'calendar-days',
  };
}

/** Days counted from the end of each period: 每期期末, 每期期末前3天, 3 days before the end of each period. */
function readInPeriod(plain: string): Partial<Bound> | null {
  const zh = /^每期(?:期末|结束)(?:(后|前) ?(\d{1,3}) ?(天|日|个工作日|工作日)(?:内)?)?$/.exec(plain);
  const en = /^(?:(\d{1,3}) (working )?days? (after|before) )?the end of each period$/i.exec(plain);
  if (!zh && !en) return null;
  const days = Number((zh ? zh[2] : en?.[1]) ?? 0);
  const after = zh ? zh[1] === '后' : en?.[3] === 'after';
  const working = zh ? (zh[3] ?? '').includes('工作日') : en?.[2] !== undefined;
  return {
    anchor: { from: 'period-end' },
    offset: days === 0 ? 0 : after ? days : -days,
    unit: working ? 'working-days' : 'calendar-days',
  };
}

/**
 * The bound people mean in the column of deadlines: a date with or without a time of day, or days counted from the
 * campaign's start or end, or from the end of each period. Rolls off rest days as `like` does. Null for what cannot
 * be read.
 */
export function readDeadline(text: string, window: Window, like?: Bound): Bound | null {
  const spoken = text.normalize('NFKC').trim();
  const timed = /^(.*?(?:[^\d\s,]|\d(?=[\s,])))[\s,]*(?:at )?([01]?\d|2[0-3]):([0-5]\d)(?::00)?\s*(?:前|之前)?$/.exec(
    spoken,
  );
  const at = timed ? `${(timed[2] ?? '').padStart(2, '0')}:${timed[3] ?? ''}` : undefined;
  const day = timed && at !== '00:00' ? (timed[1] ?? '') : spoken;
  const kept = {
    roll: like?.roll ?? ('none' as const),
    at: at !== undefined && at !== '00:00' ? at : (like?.at ?? '18:00'),
  };
  const date = readDate(day, window);
  if (date !== null) return bound({ ...kept, anchor: { from: 'date', date } });
  const offset = readOffset(normal(day)) ?? readInPeriod(normal(day));
  return offset && bound({ ...kept, ...offset });
}
