import { useWords } from '../../../../platform/language.js';
import { LocalTextField } from '../field/local-text-field.js';
import { TextField } from '../field/text-field.js';
import { below, valueAt } from '../place.js';
import { useSheetPart } from '../sheet.js';

/** On what authority something is asked: document, clause, and a note where neither says it. */
export function AuthorityFields({ path }: { path: string }) {
  const { t } = useWords();
  const note = useSheetPart(({ template }) => valueAt(template, below(path, 'note')) !== undefined);
  return (
    <>
      <div className="pair">
        <TextField
          path={below(path, 'document')}
          label={t('props.authority.document')}
          placeholder={t('props.authority.document.example')}
          maxLength={200}
          optional
        />
        <TextField
          path={below(path, 'clause')}
          label={t('props.authority.clause')}
          placeholder={t('props.authority.clause.example')}
          maxLength={200}
          optional
        />
      </div>
      {note && <LocalTextField path={below(path, 'note')} label={t('props.authority.note')} optional />}
    </>
  );
}
