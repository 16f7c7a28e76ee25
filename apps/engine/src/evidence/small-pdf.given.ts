/** PDFs for specs, written by hand: what matters about a file stands in the spec that uses it. */

/** What a content stream draws: a text at a place in points from the lower left corner. */
export const at = (x: number, y: number, text: string, size = 16): string =>
  `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm <${Buffer.from(text, 'utf16le').swap16().toString('hex')}> Tj ET`;

export interface Sheet {
  content: string | Buffer;
  /** Entries of the stream's dictionary, e.g. its filter. */
  stream?: string;
  /** Entries of the page's dictionary. */
  page?: string;
}

/** A PDF of A4 sheets in a Chinese font that is named, not embedded, as office programs of China write them. */
export function pdfOf(...sheets: Sheet[]): Buffer {
  const objects: Buffer[] = [];
  const object = (body: string | Buffer): number => objects.push(Buffer.from(body));
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object(`<< /Type /Pages /Count ${sheets.length} /Kids [${sheets.map((_, n) => `${5 + 2 * n} 0 R`).join(' ')}] >>`);
  object('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>');
  object(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120 >> /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>',
  );
  for (const { content, stream = '', page = '' } of sheets) {
    const number = objects.length + 1;
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${page} /Contents ${number + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
    );
    const bytes = Buffer.from(content);
    object(
      Buffer.concat([
        Buffer.from(`<< /Length ${bytes.length} ${stream} >>\nstream\n`),
        bytes,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places: number[] = [];
  let length = parts[0]?.length ?? 0;
  const write = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((body, n) => {
    places.push(length);
    write(Buffer.concat([Buffer.from(`${n + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
