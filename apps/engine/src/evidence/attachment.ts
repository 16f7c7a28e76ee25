/**
 * `Content-Disposition` for a name in any script (RFC 6266): the name as UTF-8, and an ASCII one for whoever cannot
 * read that. Never `inline`: what somebody uploaded is saved, not opened within our pages.
 */
export function attachment(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\%;]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
