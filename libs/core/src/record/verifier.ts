import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Hash } from './canonical.js';
import { canonicalValue } from './canonical-line.js';
import { createEventCheck, eventLineOf, looksLikeEvent } from './check-events.js';
import { createManifestCheck } from './check-manifests.js';
import { type ExportHeader, footerBytes, footerLine, headerLine, manifestLine, personalLine } from './export-format.js';
import { personalHash } from './personal.js';
import type { Broken, Intact, Misfit, Verdict, VerifyOptions } from './verdict.js';

type Section = 'header' | 'manifests' | 'events' | 'personal' | 'done';
const LF = Uint8Array.of(10);

/** The state of a verification between two lines. `verify.ts` feeds it; each call may answer with the final verdict. */
export const createVerifier = (options: VerifyOptions) => {
  let section: Section = 'header';
  let number = 0;
  let header: ExportHeader | undefined;
  const manifests = createManifestCheck(options);
  let events: ReturnType<typeof createEventCheck> | undefined;
  const included = new Set<Hash>();
  const digest = sha256.create();

  const broken = (first: Misfit): Broken => ({
    status: 'broken',
    first,
    checked: { events: events?.count() ?? 0, manifests: manifests.count() },
  });
  const fail = (code: Misfit['code'], at: Pick<Misfit, 'stream' | 'seq' | 'manifest'> = {}): Broken =>
    broken({ code, line: number, ...at, params: { line: number, ...at } });

  const garbled = (): Broken => {
    if (section === 'header') return fail('record.not-an-export');
    if (section === 'manifests') return fail('record.line-garbled', { manifest: manifests.count() + 1 });
    return fail('record.line-garbled', section === 'events' ? events?.expecting() : {});
  };

  const takeHeader = (value: unknown): Verdict | undefined => {
    const parsed = headerLine.safeParse(value);
    if (!parsed.success) return fail('record.not-an-export');
    header = parsed.data;
    section = 'manifests';
    return undefined;
  };

  const takeManifest = (value: unknown): Verdict | undefined => {
    const parsed = manifestLine.safeParse(value);
    if (!parsed.success) return garbled();
    const { code, ...at } = manifests.take(parsed.data) ?? {};
    return code ? fail(code, at) : undefined;
  };

  const beginEvents = (): Verdict | undefined => {
    const cut = manifests.missingKnown();
    if (cut !== undefined) return fail('record.manifest-missing', { manifest: cut });
    if (header?.manifests !== manifests.count())
      return fail('record.manifest-missing', { manifest: manifests.count() + 1 });
    events = createEventCheck(manifests.checkpoints);
    section = 'events';
    return undefined;
  };

  const takePersonal = (value: unknown): Verdict | undefined => {
    const parsed = personalLine.safeParse(value);
    if (!parsed.success) return garbled();
    const { hash, salt, value: kept } = parsed.data.personal;
    if (personalHash(salt, kept) !== hash) return fail('record.personal-changed');
    if (header?.personal !== 'included' || !events?.marks.has(hash)) return fail('record.personal-unknown');
    if (included.has(hash)) return fail('record.personal-repeated');
    if (events.erasures.has(hash)) return fail('record.personal-erased-yet-there');
    included.add(hash);
    return undefined;
  };

  const takeFooter = (value: unknown): Verdict | undefined => {
    const parsed = footerLine.safeParse(value);
    if (!parsed.success) return garbled();
    const { lines, sha256: stated, key, signature } = parsed.data.footer;
    if (header?.personal === 'included')
      for (const mark of events?.marks ?? [])
        if (!included.has(mark) && !events?.erasures.has(mark)) return fail('record.personal-missing');
    if (lines !== number - 1 || header?.events !== events?.count() || header?.streams !== manifests.checkpoints.size)
      return fail('record.count-differs');
    const actual = bytesToHex(digest.clone().digest());
    if (stated !== actual) return fail('record.bytes-differ');
    if (!options.keys.includes(key)) return fail('record.footer-other-key');
    if (!options.checkSignature(key, footerBytes(lines, stated), signature)) return fail('record.footer-forged');
    section = 'done';
    return undefined;
  };

  const route = (bytes: Uint8Array): Verdict | undefined => {
    if (section === 'done') return fail('record.after-footer');
    if (section === 'header') return takeHeader(canonicalValue(bytes));
    if (looksLikeEvent(bytes)) {
      const started = section === 'manifests' ? beginEvents() : undefined;
      if (started) return started;
      const line = section === 'events' ? eventLineOf(bytes) : undefined;
      if (!line || !events) return garbled();
      const trouble = events.take(line, number);
      return trouble && broken(trouble);
    }
    const value = canonicalValue(bytes);
    if (typeof value !== 'object' || value === null) return garbled();
    if ('manifest' in value) return section === 'manifests' ? takeManifest(value) : garbled();
    if (!('personal' in value) && !('footer' in value)) return garbled();
    // Personal values and the footer both come after the last event.
    if (section === 'manifests') {
      const started = beginEvents();
      if (started) return started;
    }
    if (section === 'events') {
      const trouble = events?.end(number);
      if (trouble) return broken(trouble);
      section = 'personal';
    }
    return 'personal' in value ? takePersonal(value) : takeFooter(value);
  };

  return {
    /** Takes one line, without its line feed. */
    line(bytes: Uint8Array): Verdict | undefined {
      number += 1;
      const verdict = route(bytes);
      digest.update(bytes).update(LF);
      return verdict;
    },
    /** The file ends in the middle of a line, or the line is longer than any line of an export. */
    unended(): Verdict {
      number += 1;
      const open = events?.settleGap();
      if (open) return broken(open);
      return section === 'header' ? fail('record.not-an-export') : fail('record.cut-short', events?.expecting());
    },
    end(): Verdict {
      if (section !== 'done') {
        number += 1;
        const open = events?.settleGap();
        if (open) return broken(open);
        return section === 'header' ? fail('record.not-an-export') : fail('record.cut-short', events?.expecting());
      }
      const last = manifests.last();
      const intact: Intact = {
        status: 'intact',
        streams: manifests.checkpoints.size,
        events: events?.count() ?? 0,
        manifests: manifests.count(),
        from: manifests.first()?.day ?? null,
        to: last?.day ?? null,
        root: last?.root ?? null,
        manifest: manifests.lastHash(),
        personal: { included: included.size, erased: events?.erasures.size ?? 0 },
      };
      return intact;
    },
  };
};
