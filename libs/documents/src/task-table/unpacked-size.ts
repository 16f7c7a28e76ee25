/**
 * Sum of the unpacked sizes a zip states in its directory; undefined when it has no readable directory.
 * Only the directory is read. Unpackers allocate by the stated sizes, so a directory that lies cannot make them
 * unpack more than it says.
 */
export function unpackedSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const DIRECTORY_END = 0x06054b50;
  const ENTRY = 0x02014b50;
  // The end record is 22 bytes and may be followed by a comment of at most 64 KiB.
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) !== DIRECTORY_END) continue;
    const entries = view.getUint16(at + 10, true);
    let position = view.getUint32(at + 16, true);
    let total = 0;
    for (let entry = 0; entry < entries; entry += 1) {
      if (position + 46 > bytes.length || view.getUint32(position, true) !== ENTRY) return undefined;
      total += view.getUint32(position + 24, true);
      position +=
        46 +
        view.getUint16(position + 28, true) +
        view.getUint16(position + 30, true) +
        view.getUint16(position + 32, true);
    }
    return total;
  }
  return undefined;
}
