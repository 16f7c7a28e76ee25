/** Text of a CSV as Excel, WPS and others save it: UTF-8 or UTF-16 with a mark, UTF-8 without, else GBK. Undefined: none of these. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const attempt = (label: string): string | undefined => {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      return undefined;
    }
  };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return attempt('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return attempt('utf-16be');
  const text = attempt('utf-8') ?? attempt('gb18030');
  return text?.includes('\u0000') ? undefined : text;
}
