import { type Evidence, FILE_ROLES } from '@gangmu/core';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField, SeveralField, SwitchField } from '../field/choice-field.js';
import { NumberField } from '../field/number-field.js';
import { LocalTextField } from '../field/local-text-field.js';
import { below } from '../place.js';
import { OptionsEditor } from './options-editor.js';
import { TableColumns } from './table-columns.js';
import { TableRules } from './table-rules.js';

const FILE_TYPES = ['pdf', 'docx', 'doc', 'xlsx', 'xls', 'ofd', 'wps', 'et', 'jpg', 'png', 'zip'];

/** The settings that only this type of evidence has. */
export function EvidenceOptions({
  path,
  evidence,
  sensitive,
}: {
  path: string;
  evidence: Evidence;
  sensitive: boolean;
}) {
  const { t, language } = useWords();
  switch (evidence.type) {
    case 'head-count':
      return (
        <NumberField
          path={below(path, 'minPresentPercent')}
          label={t('props.evidence.minPresent')}
          help={t('props.evidence.minPresent.help')}
          suffix="%"
          optional
        />
      );
    case 'number':
      return (
        <>
          <Limits path={path} optional />
          <LocalTextField path={below(path, 'unit')} label={t('props.evidence.unit')} maxLength={20} optional />
          <SwitchField path={below(path, 'integer')} label={t('props.evidence.integer')} />
        </>
      );
    case 'text':
      return (
        <div className="pair">
          <NumberField path={below(path, 'minLength')} label={t('props.evidence.minLength')} optional />
          <NumberField path={below(path, 'maxLength')} label={t('props.evidence.maxLength')} />
        </div>
      );
    case 'choice':
      return (
        <>
          <OptionsEditor path={below(path, 'options')} label={t('props.evidence.options')} />
          <SwitchField path={below(path, 'multiple')} label={t('props.evidence.multiple')} />
        </>
      );
    case 'file':
      return (
        <>
          <SeveralField
            path={below(path, 'allowed')}
            label={t('props.evidence.allowed')}
            options={FILE_TYPES.map((type) => ({ value: type, label: type.toUpperCase() }))}
          />
          <Limits path={path} />
          <ChoiceField
            path={below(path, 'role')}
            label={t('props.evidence.role')}
            options={Object.entries(FILE_ROLES).map(([value, name]) => ({ value, label: name[language] }))}
          />
        </>
      );
    case 'photo':
      return (
        <>
          <Limits path={path} />
          <ChoiceField
            path={below(path, 'role')}
            label={t('props.evidence.role')}
            options={[
              { value: 'sign-in', label: FILE_ROLES['sign-in'][language] },
              { value: 'other', label: t('props.evidence.role.photo') },
            ]}
          />
        </>
      );
    case 'table':
      return (
        <>
          <TableColumns path={path} evidence={evidence} sensitive={sensitive} />
          <div className="pair">
            <NumberField path={below(path, 'minRows')} label={t('props.evidence.minRows')} />
            <NumberField path={below(path, 'maxRows')} label={t('props.evidence.maxRows')} />
          </div>
          <TableRules path={path} evidence={evidence} />
        </>
      );
    default:
      return null;
  }
}

function Limits({ path, optional = false }: { path: string; optional?: boolean }) {
  const { t } = useWords();
  return (
    <div className="pair">
      <NumberField path={below(path, 'min')} label={t('props.evidence.min')} optional={optional} />
      <NumberField path={below(path, 'max')} label={t('props.evidence.max')} optional={optional} />
    </div>
  );
}
