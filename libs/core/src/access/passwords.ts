/** What a password must be: long enough and not the obvious; no rules about characters, which only breed “Abc123!”. */
import { accept, type Result, refuse } from '../findings.js';

export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 200;

const COMMON = new Set([
  '12345678', '123456789', '1234567890', '11111111', '00000000', '88888888', '66666666', 'password', 'password1',
  'qwertyui', 'qwertyuiop', 'abcd1234', 'abc12345', 'a1234567', 'a12345678', 'aa123456', '1qaz2wsx', 'iloveyou',
  'woaini1314', 'woaini520', '5201314520', 'admin123', 'administrator', 'gangmu123', '87654321', '12341234',
]); // biome-ignore format: a list

/** Accepts or refuses a new password for a login; never says more about it than which rule it breaks. */
export function checkPassword(password: string, login: string): Result<string> {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) return refuse('password.too-short', '', { least: SHORTEST_PASSWORD });
  if (length > LONGEST_PASSWORD) return refuse('password.too-long', '', { most: LONGEST_PASSWORD });
  const plain = password.toLowerCase();
  if (COMMON.has(plain) || new Set(plain).size < 3) return refuse('password.too-common');
  if (login.length >= 3 && plain.includes(login.toLowerCase())) return refuse('password.contains-login');
  return accept(password);
}
