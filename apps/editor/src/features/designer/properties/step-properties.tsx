import { isPlainDate, MANDATE_WORDS, type PlainDate, type Step, stepKind } from '@gangmu/core';
import { memo } from 'react';
import { useWords } from '../../../platform/language.js';
import { OptionalBound } from './bound/bound-fields.js';
import { ConditionBuilder } from './condition/condition-builder.js';
import { EvidenceBuilder } from './evidence/evidence-builder.js';
import { ChoiceField, SeveralField, SwitchField } from './field/choice-field.js';
import { LocalTextField } from './field/local-text-field.js';
import { DatesField } from './field/date-field.js';
import { NumberField } from './field/number-field.js';
import { OccurrencesBuilder } from './occurrences-builder.js';
import { phaseOptions, roleOptions, tagOptions } from './options.js';
import { below, valueAt } from './place.js';
import { OwnLadder, ReviewsBuilder } from './reviews-builder.js';
import { InheritedStrip } from './inherited-strip.js';
import { Section } from './section.js';
import { AfterFields } from './sections/after-fields.js';
import { AlternativesFields } from './sections/alternatives-fields.js';
import { AuthorityFields } from './sections/authority-fields.js';
import { CascadeFields } from './sections/cascade-fields.js';
import { DeadlineList } from './sections/deadline-list.js';
import { ExtensionFields, HangsAtField } from './sections/extension-fields.js';
import { KindField, KindParams } from './sections/kind-fields.js';
import { FieldMandates, MandateField } from './sections/mandate-fields.js';
import { NotesFields } from './sections/notes-fields.js';
import { useSheetPart } from './sheet.js';

export type Shown = { path: string; count: number } | null;

/**
 * Everything about one step. What is asked depends on what its kind declares – parameters, whether units hand
 * anything in, what it cannot do without – never on which kind it is.
 */
export const StepProperties = memo(function StepProperties({ id, shown }: { id: string; shown: Shown }) {
  const { t, local, list } = useWords();
  const path = below('', 'steps', id);
  const due = useDue(id);
  const adapting = useSheetPart(({ base }) => base !== null);
  const step = useSheetPart(({ template }) => gistOf(template.steps[id]));
  const edges = useSheetPart(({ template }) =>
    Object.entries(template.edges).filter(([, { from, to }]) => from === id || to === id),
  );
  const phases = useSheetPart(({ template }) => phaseOptions(template, local));
  const roles = useSheetPart(({ template }) => roleOptions(template, local));
  if (step === undefined) return null;

  const kind = stepKind(step.kind);
  const handsIn = kind === undefined || kind.completion === 'hand-in';
  const cascades = kind?.needs.includes('cascade') === true || step.cascade;
  // What a kind does not ask for is shown all the same while it is there, so that it can be taken away.
  const hasEvidence = handsIn || step.evidence > 0;
  const hasReviews = handsIn || step.reviews > 0;
  const at = (...fields: string[]): string[] => fields.map((field) => below(path, field));
  return (
    <div className="sheet" data-path={path}>
      <InheritedStrip path={path} />
      <Section
        name="what"
        title={t('props.section.what')}
        open
        shown={shown}
        places={at('title', 'guidance', 'kind', 'params', 'sensitive', 'phase', 'cascade', 'order')}
      >
        <LocalTextField path={below(path, 'title')} label={t('props.field.title')} />
        <div className="pair">
          <KindField path={path} />
          <ChoiceField path={below(path, 'phase')} label={t('props.step.phase')} options={phases} />
        </div>
        <KindParams path={path} />
        {cascades && <CascadeFields path={path} />}
        <LocalTextField path={below(path, 'guidance')} label={t('props.field.guidance')} rows={2} optional />
        {handsIn && (
          <SwitchField
            path={below(path, 'sensitive')}
            label={t('props.step.sensitive')}
            help={t('props.step.sensitive.help')}
          />
        )}
      </Section>

      <Section
        name="who"
        title={t('props.section.who')}
        open
        shown={shown}
        places={at('lead', 'supporting', 'post')}
        summary={roles.find(({ value }) => value === step.lead)?.label}
      >
        <ChoiceField path={below(path, 'lead')} label={t('props.step.lead')} options={roles} />
        <SeveralField path={below(path, 'supporting')} label={t('props.step.supporting')} options={roles} />
        <LocalTextField
          path={below(path, 'post')}
          label={t('props.step.post')}
          help={t('props.step.post.help')}
          optional
        />
      </Section>

      <Section
        name="when"
        title={t('props.section.when')}
        open
        shown={shown}
        places={at(
          'deadlines',
          'opening',
          'closes',
          'occurrences',
          'minimumDays',
          'estimatedMinutes',
          'restDays',
          'ladder',
        )}
        summary={due}
      >
        <h4>{t('props.section.deadlines')}</h4>
        <DeadlineList path={path} shown={shown} />
        <OccurrencesBuilder path={path} />
        <OptionalBound
          path={below(path, 'opening', 'notBefore')}
          label={t('props.step.opens')}
          anchor={{ from: 'campaign-start' }}
          asItem={false}
        />
        <OptionalBound path={below(path, 'closes')} label={t('props.step.closes')} anchor={{ from: 'campaign-end' }} />
        <div className="pair">
          <NumberField
            path={below(path, 'minimumDays')}
            label={t('props.step.minimumDays')}
            suffix={t('props.unit.workingDays')}
          />
          {(kind?.asksUnit ?? true) && (
            <NumberField
              path={below(path, 'estimatedMinutes')}
              label={t('props.step.minutes')}
              suffix={t('props.unit.minutes')}
            />
          )}
        </div>
        <DatesField
          path={below(path, 'restDays')}
          label={t('props.step.restDays')}
          help={t('props.step.restDays.help')}
        />
        <h4>{t('props.section.ladder')}</h4>
        <OwnLadder path={below(path, 'ladder')} due={due} shown={shown} />
      </Section>

      {hasEvidence && (
        <Section
          name="evidence"
          title={t('props.section.evidence')}
          shown={shown}
          places={at('evidence')}
          summary={t('props.evidence.count', { count: step.evidence })}
        >
          <EvidenceBuilder path={path} shown={shown} />
        </Section>
      )}
      {hasReviews && (
        <Section
          name="review"
          title={t('props.section.review')}
          shown={shown}
          places={at('reviews')}
          summary={t('props.reviews.count', { count: step.reviews })}
        >
          <ReviewsBuilder path={path} shown={shown} />
        </Section>
      )}
      <Section
        name="condition"
        title={t('props.section.condition')}
        shown={shown}
        places={at('when')}
        summary={t(step.conditional ? 'props.condition.some' : 'props.condition.everybody')}
      >
        <ConditionBuilder path={below(path, 'when')} label={t('props.section.condition')} unseen />
      </Section>
      <Section
        name="after"
        title={t('props.section.after')}
        shown={shown}
        places={[...at('join'), ...edges.map(([edge]) => below('', 'edges', edge))]}
        summary={t('props.after.count', { count: edges.filter(([, { to }]) => to === id).length })}
      >
        <AfterFields path={path} />
      </Section>
      <Permissions path={path} step={step} shown={shown} />
      {(adapting || step.notes !== null) && (
        <Section
          name="notes"
          title={t('props.section.notes')}
          shown={shown}
          places={at('notes')}
          summary={t('props.count.of', { count: step.notes ?? 0 })}
        >
          <NotesFields path={path} shown={shown} />
        </Section>
      )}
      <Section name="tags" title={t('props.section.tags')} shown={shown} places={at('tags')} summary={list(step.tags)}>
        <TagsField path={below(path, 'tags')} />
      </Section>
    </div>
  );
});

/** What the form as a whole depends on; each field follows its own place. */
function gistOf(step: Step | undefined) {
  if (step === undefined) return undefined;
  const { kind, lead, mandate, tags, cascade, when, notes, alternatives, extension, hangsAt } = step;
  return {
    kind,
    lead,
    mandate,
    tags,
    cascade: cascade !== undefined,
    evidence: Object.keys(step.evidence).length,
    reviews: Object.keys(step.reviews).length,
    conditional: when !== undefined,
    notes: notes === undefined ? null : Object.keys(notes).length,
    alternatives: alternatives === undefined ? null : Object.keys(alternatives).length,
    extended: extension !== undefined,
    hangs: hangsAt !== undefined,
  };
}

function TagsField({ path }: { path: string }) {
  const { t, local } = useWords();
  const tags = useSheetPart(({ template }) => tagOptions(template, local));
  return <SeveralField path={path} label={t('props.step.tags')} help={t('props.step.tags.help')} open options={tags} />;
}

interface PartProps {
  path: string;
  step: NonNullable<ReturnType<typeof gistOf>>;
  shown: Shown;
}

/** How far levels below may change the step, and on what authority it is asked at all. */
function Permissions({ path, step, shown }: PartProps) {
  const { t, local } = useWords();
  const own = useSheetPart(({ base }) => base !== null && valueAt(base, path) === undefined);
  const at = (...fields: string[]): string[] => fields.map((field) => below(path, field));
  const offered = step.mandate === 'alternative' || step.alternatives !== null;
  return (
    <>
      <Section
        name="mandate"
        title={t('props.section.mandate')}
        shown={shown}
        places={at('mandate', 'fieldMandates', 'authority')}
        summary={local(MANDATE_WORDS[step.mandate])}
      >
        <MandateField path={path} />
        <FieldMandates path={path} />
        <AuthorityFields path={below(path, 'authority')} />
      </Section>
      {offered && (
        <Section
          name="alternatives"
          title={t('props.section.alternatives')}
          shown={shown}
          places={at('alternatives', 'chosen')}
          summary={t('props.count.of', { count: step.alternatives ?? 0 })}
        >
          <AlternativesFields path={path} shown={shown} />
        </Section>
      )}
      <Section
        name="extension"
        title={t('props.section.extension')}
        shown={shown}
        places={at('extension', 'hangsAt')}
        summary={t(step.extended ? 'props.extension.invited' : 'props.extension.closed')}
      >
        {(own || step.hangs) && <HangsAtField path={path} />}
        <ExtensionFields path={path} />
      </Section>
    </>
  );
}

/** The day the step is planned to be due, for the ladder's preview; as soon as it is worked out. */
function useDue(id: string): PlainDate | undefined {
  const due = useSheetPart(({ dates }) => dates?.[id]?.due);
  return due !== undefined && isPlainDate(due) ? due : undefined;
}
