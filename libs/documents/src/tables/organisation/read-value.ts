/** Single values as people type them into spreadsheets. Each answers with the value or the code of what is wrong. */
import { categoryNamed, type Param } from '@gangmu/core';

export type Read<T> = { ok: true; value: T } | { ok: false; code: string; params: Record<string, Param> };
const good = <T>(value: T): Read<T> => ({ ok: true, value });
const bad = (code: string, params: Record<string, Param> = {}): Read<never> => ({ ok: false, code, params });

/** Full-width digits and letters, as Chinese input methods leave them, become ordinary ones. */
const narrow = (text: string): string => text.normalize('NFKC').trim();

export function readCode(text: string): Read<string> {
  const code = narrow(text);
  if (code === '') return bad('import.value-missing');
  return /^[\p{L}\p{N}._/-]{1,40}$/u.test(code) ? good(code) : bad('import.code-invalid', { value: code.slice(0, 60) });
}

export function readLogin(text: string): Read<string> {
  const login = narrow(text).toLowerCase();
  if (login === '') return bad('import.value-missing');
  return /^[\p{L}\p{N}._@-]{2,60}$/u.test(login)
    ? good(login)
    : bad('import.login-invalid', { value: login.slice(0, 80) });
}

export function readName(text: string, most = 100): Read<string> {
  if (text === '') return bad('import.value-missing');
  // Control characters break screens and documents; nobody means them.
  if (/\p{Cc}/u.test(text)) return bad('import.value-invalid', { value: text.replace(/\p{Cc}/gu, '·').slice(0, 60) });
  return text.length > most ? bad('import.too-long', { most }) : good(text);
}

export const readOptional = (text: string, most = 200): Read<string | null> =>
  text === '' ? good(null) : readName(text, most);

/** 2026-03-01, 2026/3/1, 2026.3.1, 20260301 or 2026年3月1日; must exist in the calendar. */
export function readDate(text: string): Read<string | null> {
  const plain = narrow(text);
  if (plain === '') return good(null);
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (match === null) return bad('import.date-invalid', { value: plain.slice(0, 60) });
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? good(date.toISOString().slice(0, 10)) : bad('import.date-invalid', { value: plain });
}

export function readCount(text: string): Read<number> {
  const plain = narrow(text).replace(/[,，]/g, '');
  if (plain === '') return good(0);
  return /^\d{1,8}(\.0+)?$/.test(plain)
    ? good(Number(plain))
    : bad('import.number-invalid', { value: plain.slice(0, 60) });
}

/** A category by its id, or by its usual Chinese name. */
export function readCategory(text: string): Read<string> {
  const plain = narrow(text);
  if (plain === '') return bad('import.value-missing');
  const category = categoryNamed(plain) ?? plain.toLowerCase();
  return /^[a-z][a-z0-9-]{0,39}$/.test(category)
    ? good(category)
    : bad('import.category-unknown', { value: plain.slice(0, 60) });
}

const ROLE_NAMES: Record<string, string> = {
  管理员: 'administrator',
  管理: 'administrator',
  系统管理员: 'administrator',
  设计: 'designer',
  设计员: 'designer',
  填报: 'operator',
  填报员: 'operator',
  审核: 'reviewer',
  审核员: 'reviewer',
  督导: 'inspector',
  督导员: 'inspector',
  审计: 'auditor',
  档案: 'auditor',
};
/** A role by its id or Chinese name; whether it is one of the roles is the caller's to check. */
export const readRole = (text: string): string => ROLE_NAMES[narrow(text)] ?? narrow(text).toLowerCase();

/** Roles of templates, by id or title, separated by ; – empty stands for all of them. */
export function readDuties(text: string): Read<string[]> {
  const duties: string[] = [];
  for (const part of text.split(/[;；,，、\n]+/)) {
    const duty = readOptional(part.trim(), 60);
    if (!duty.ok) return duty;
    if (duty.value !== null && !duties.includes(duty.value)) duties.push(duty.value);
  }
  return good(duties);
}

export type ScopeText = { scope: 'subtree' | 'unit' } | { scope: 'named'; codes: string[] };
/** `subtree`, `unit`, or codes of units separated by ; – empty means the unit with everything below it. */
export function readScope(text: string): ScopeText {
  const plain = narrow(text);
  if (plain === '' || ['subtree', '本单位及下级', '本单位及下属', '下级', '全部'].includes(plain))
    return { scope: 'subtree' };
  if (['unit', '本单位'].includes(plain)) return { scope: 'unit' };
  const codes = plain
    .replace(/^named\s*:?\s*/i, '')
    .split(/[;；,，、\s]+/)
    .filter((code) => code !== '');
  return { scope: 'named', codes: [...new Set(codes)] };
}
