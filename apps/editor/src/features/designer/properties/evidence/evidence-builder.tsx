import { describeDemands, type Evidence } from '@gangmu/core';
import { type Language, useWords } from '../../../../platform/language.js';
import { ChoiceField, SwitchField } from '../field/choice-field.js';
import { LocalTextField } from '../field/local-text-field.js';
import { ElementList } from '../list/element-list.js';
import { below, keysOf, nextOrder, valueAt } from '../place.js';
import { useSheetPart } from '../sheet.js';
import { EvidenceOptions } from './evidence-options.js';
import { asType, EVIDENCE_TYPES, type EvidenceType, KEEPS_WORDS, freshEvidence, typeName } from './fresh-evidence.js';

type Shown = { path: string; count: number } | null;

/** What an item hands in, piece by piece. `path` is the step. */
export function EvidenceBuilder({ path, shown }: { path: string; shown: Shown }) {
  const { t, local, language } = useWords();
  const all = useSheetPart(
    ({ template }) => (valueAt(template, below(path, 'evidence')) ?? {}) as Record<string, Evidence>,
  );
  const sensitive = useSheetPart(({ template }) => valueAt(template, below(path, 'sensitive')) === true);
  const forbidden = (type: EvidenceType): string | undefined =>
    sensitive && KEEPS_WORDS.has(type) ? t('props.evidence.sensitive') : undefined;
  return (
    <ElementList
      path={below(path, 'evidence')}
      label={t('props.section.evidence')}
      prefix="ev"
      ordered
      shown={shown}
      removing={(id) => ({ op: 'remove-evidence', step: keysOf(path)[1] ?? '', id })}
      empty={t('props.evidence.empty')}
      addLabel={t('props.evidence.add')}
      add={EVIDENCE_TYPES.map((type) => ({
        key: type,
        label: typeName(type, language),
        disabled: forbidden(type),
        make: () => freshEvidence(type, nextOrder(all)),
      }))}
      renderTitle={(id) => local(all[id]?.title)}
      summary={(id) => all[id] && demands(all[id], language)}
      renderBody={(id, place) => {
        const evidence = all[id];
        return (
          evidence && (
            <>
              <LocalTextField path={below(place, 'title')} label={t('props.field.title')} />
              <div className="pair">
                <ChoiceField
                  path={place}
                  label={t('props.evidence.type')}
                  options={EVIDENCE_TYPES.map((type) => ({
                    value: type,
                    label: typeName(type, language),
                    disabled: forbidden(type) !== undefined && type !== evidence.type,
                  }))}
                  fromStored={(value) => (value as Evidence | undefined)?.type}
                  toStored={(type) => asType(evidence, type as EvidenceType)}
                />
                <SwitchField path={below(place, 'required')} label={t('props.evidence.required')} />
              </div>
              <EvidenceOptions path={place} evidence={evidence} sensitive={sensitive} />
              <LocalTextField path={below(place, 'guidance')} label={t('props.evidence.guidance')} optional />
            </>
          )
        );
      }}
    />
  );
}

/** The type, and what is asked of it beyond being there. */
const demands = (evidence: Evidence, language: Language): string =>
  [typeName(evidence.type, language), ...describeDemands(evidence, language)].join(' · ');
