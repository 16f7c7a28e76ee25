import { RightOutlined } from '@ant-design/icons';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../../platform/language.js';
import { recall, remember } from '../../../platform/browser-memory.js';
import { within } from './place.js';
import { findingsIn, useSheetPart } from './sheet.js';

const MEMORY = 'designer.sections';

/** Which sections this person has open, by name; the same for every step, as habit wants it. */
function remembered(): Record<string, boolean> {
  try {
    const stored: unknown = JSON.parse(recall(MEMORY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, boolean>) : {};
  } catch {
    return {};
  }
}

interface Props {
  /** Under this name it is remembered whether the section is open. */
  name: string;
  title: string;
  /** Places whose findings are counted in the heading, and that a jump to the section looks for. */
  places: readonly string[];
  /** A few words on what is in it, seen while it is closed. */
  summary?: string | undefined;
  /** Open until the person closes it. */
  open?: boolean;
  /** A place to be shown: opens the section if it lies in it. Counts up so that the same place can be shown again. */
  shown?: { path: string; count: number } | null | undefined;
  children: ReactNode;
}

/** A part of the form that can be folded; says how many findings are inside. */
export function Section({ name, title, places, summary, open = false, shown, children }: Props) {
  const { t } = useWords();
  const id = useId();
  const [unfolded, unfold] = useState(() => remembered()[name] ?? open);
  const [answered, answer] = useState(0);
  const asked = shown !== null && shown !== undefined && places.some((place) => within(place, shown.path));
  if (asked && answered !== shown.count) {
    answer(shown.count);
    unfold(true);
  }
  const { errors, others } = useSheetPart(({ findings }) => {
    const inside = new Set(places.flatMap((place) => findingsIn(findings, place)));
    const wrong = [...inside].filter(({ severity }) => severity === 'error').length;
    return { errors: wrong, others: inside.size - wrong };
  });
  const toggle = (): void => {
    remember(MEMORY, JSON.stringify({ ...remembered(), [name]: !unfolded }));
    unfold(!unfolded);
  };
  return (
    <section className="sheet-section">
      <h3>
        <button type="button" aria-expanded={unfolded} aria-controls={id} onClick={toggle}>
          <RightOutlined aria-hidden rotate={unfolded ? 90 : 0} />
          <span className="name">{title}</span>
          {!unfolded && summary !== undefined && summary !== '' && <span className="summary">{summary}</span>}
          {errors > 0 && (
            <span className="count error" title={t('props.section.errors', { count: errors })}>
              <span aria-hidden>{errors}</span>
              <span className="visually-hidden">{t('props.section.errors', { count: errors })}</span>
            </span>
          )}
          {others > 0 && (
            <span className="count warning" title={t('props.section.warnings', { count: others })}>
              <span aria-hidden>{others}</span>
              <span className="visually-hidden">{t('props.section.warnings', { count: others })}</span>
            </span>
          )}
        </button>
      </h3>
      <div id={id} hidden={!unfolded} className="sheet-section-body">
        {unfolded && children}
      </div>
    </section>
  );
}
