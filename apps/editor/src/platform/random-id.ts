/**
 * A random identifier of 22 characters, for idempotency keys. `crypto.randomUUID` is missing on the plain-HTTP
 * addresses of an office network; `getRandomValues` is not.
 */
export function randomId(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return Array.from(crypto.getRandomValues(new Uint8Array(22)), (byte) => letters.charAt(byte % 64)).join('');
}
