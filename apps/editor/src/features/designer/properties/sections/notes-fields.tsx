import type { LocalText } from '@gangmu/core';
import { useWords } from '../../../../platform/language.js';
import { LocalTextField } from '../field/local-text-field.js';
import { ElementList } from '../list/element-list.js';
import { below, valueAt } from '../place.js';
import { useSheetPart } from '../sheet.js';

/** Notes of one's own on something from above: always open, whatever is locked. `path` is the step or phase. */
export function NotesFields({ path, shown }: { path: string; shown: { path: string; count: number } | null }) {
  const { t, local } = useWords();
  const place = below(path, 'notes');
  const notes = useSheetPart(({ template }) => (valueAt(template, place) ?? {}) as Record<string, LocalText>);
  return (
    <ElementList
      path={place}
      label={t('props.section.notes')}
      prefix="note"
      shown={shown}
      empty={t('props.notes.empty')}
      addLabel={t('props.notes.add')}
      add={[{ key: 'note', label: t('props.notes.add'), make: () => ({ zh: '本级说明' }) }]}
      renderTitle={(id) => local(notes[id])}
      renderBody={(_, at) => <LocalTextField path={at} label={t('props.notes.text')} rows={2} />}
    />
  );
}
