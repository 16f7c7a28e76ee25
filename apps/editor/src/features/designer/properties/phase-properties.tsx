import { MANDATE_WORDS } from '@gangmu/core';
import { memo, useMemo } from 'react';
import { useWords } from '../../../platform/language.js';
import { OptionalBound } from './bound/bound-fields.js';
import { SeveralField } from './field/choice-field.js';
import { LocalTextField } from './field/local-text-field.js';
import { NumberField } from './field/number-field.js';
import { InheritedStrip } from './inherited-strip.js';
import { phaseOptions, stepOptions, stepsAfter } from './options.js';
import { below } from './place.js';
import { Section } from './section.js';
import { ExtensionFields } from './sections/extension-fields.js';
import { MandateField } from './sections/mandate-fields.js';
import { NotesFields } from './sections/notes-fields.js';
import { useSettledTemplate, useSheetPart } from './sheet.js';
import type { Shown } from './step-properties.js';

/** Everything about one phase: what it is called, what it waits for, what may be added to it. */
export const PhaseProperties = memo(function PhaseProperties({ id, shown }: { id: string; shown: Shown }) {
  const { t, local } = useWords();
  const path = below('', 'phases', id);
  const phase = useSheetPart(({ template, base }) => {
    const one = template.phases[id];
    if (one === undefined) return undefined;
    const { opening, mandate, extension, notes } = one;
    return {
      opens: opening !== undefined,
      waits: (opening?.afterSteps.length ?? 0) + (opening?.afterPhases.length ?? 0),
      mandate,
      extended: extension !== undefined,
      notes: base === null && notes === undefined ? null : Object.keys(notes ?? {}).length,
    };
  });
  const phases = useSheetPart(({ template }) => phaseOptions(template, local).filter(({ value }) => value !== id));
  const template = useSettledTemplate();
  const steps = useMemo(() => {
    const after = stepsAfter(template, path);
    return stepOptions(template, local, (step) => !after.has(step) && template.steps[step]?.phase !== id);
  }, [template, path, id, local]);
  if (phase === undefined) return null;
  const opening = below(path, 'opening');
  return (
    <div className="sheet" data-path={path}>
      <InheritedStrip path={path} />
      <Section
        name="what"
        title={t('props.section.what')}
        open
        shown={shown}
        places={[below(path, 'title'), below(path, 'guidance'), below(path, 'order')]}
      >
        <LocalTextField path={below(path, 'title')} label={t('props.field.title')} />
        <LocalTextField path={below(path, 'guidance')} label={t('props.field.guidance')} rows={2} optional />
      </Section>
      <Section
        name="phase-opening"
        title={t('props.phase.opening')}
        open
        shown={shown}
        places={[opening]}
        summary={phase.opens ? '' : t('props.phase.opening.none')}
      >
        <p className="soft">{t(phase.opens ? 'props.phase.opening.waits' : 'props.phase.opening.always')}</p>
        <OptionalBound
          path={below(opening, 'notBefore')}
          label={t('props.phase.notBefore')}
          anchor={{ from: 'campaign-start' }}
          asItem={false}
        />
        <SeveralField path={below(opening, 'afterPhases')} label={t('props.phase.afterPhases')} options={phases} />
        <SeveralField path={below(opening, 'afterSteps')} label={t('props.phase.afterSteps')} options={steps} />
        {phase.waits > 0 && (
          <NumberField
            path={below(opening, 'share')}
            label={t('props.phase.share')}
            help={t('props.phase.share.help')}
            suffix="%"
          />
        )}
      </Section>
      <Section
        name="mandate"
        title={t('props.section.mandate')}
        shown={shown}
        places={[below(path, 'mandate')]}
        summary={local(MANDATE_WORDS[phase.mandate])}
      >
        <MandateField path={path} />
      </Section>
      <Section
        name="extension"
        title={t('props.section.extension')}
        shown={shown}
        places={[below(path, 'extension')]}
        summary={t(phase.extended ? 'props.extension.invited' : 'props.extension.closed')}
      >
        <ExtensionFields path={path} />
      </Section>
      {phase.notes !== null && (
        <Section
          name="notes"
          title={t('props.section.notes')}
          shown={shown}
          places={[below(path, 'notes')]}
          summary={t('props.count.of', { count: phase.notes })}
        >
          <NotesFields path={path} shown={shown} />
        </Section>
      )}
    </div>
  );
});
