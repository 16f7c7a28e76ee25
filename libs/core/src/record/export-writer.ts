import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, canonicalText, type Hash } from './canonical.js';
import { type ExportHeader, eventLine, footerBytes, lineOfManifest } from './export-format.js';
import type { SignedManifest } from './manifest.js';
import type { Head } from './merkle.js';
import type { PersonalValue } from './personal.js';

export interface Signer {
  /** Ed25519 public key, 32 bytes in hex. */
  key: Hash;
  /** Signature over the bytes, 64 bytes in hex. */
  sign(bytes: Uint8Array): string;
}

/** Writes the lines of an export, each with its line feed, and keeps the digest the footer needs. */
export const createExportWriter = (signer: Signer) => {
  const digest = sha256.create();
  let lines = 0;
  const write = (text: string): string => {
    const line = `${text}\n`;
    digest.update(bytesOf(line));
    lines += 1;
    return line;
  };
  return {
    header: (header: ExportHeader): string => write(canonicalText(header)),
    manifest: (signed: SignedManifest, changed: readonly Head[]): string => write(lineOfManifest(signed, changed)),
    event: (body: string, hash: Hash): string => write(eventLine(body, hash)),
    personal: (value: PersonalValue): string => write(canonicalText({ personal: value })),
    footer(): string {
      const sha256 = bytesToHex(digest.clone().digest());
      const signature = signer.sign(footerBytes(lines, sha256));
      return `${canonicalText({ footer: { lines, sha256, key: signer.key, signature } })}\n`;
    },
  };
};
