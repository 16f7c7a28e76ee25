import { type LocalText, stepKind } from '@gangmu/core';
import { ConfigProvider, type ThemeConfig } from 'antd';
import { type RefObject, useEffect, useRef } from 'react';
import { useWords } from '../../../platform/language.js';
import { NamedIcon } from '../../../theme/icons.js';
import { EdgeProperties } from './edge-properties.js';
import { PhaseProperties } from './phase-properties.js';
import { keysOf, valueAt, within } from './place.js';
import { SeveralProperties } from './several-properties.js';
import { useSheetPart } from './sheet.js';
import { type Shown, StepProperties } from './step-properties.js';
import { TemplateProperties } from './template-properties.js';
import './properties.css';

interface Props {
  /** Places that are selected: `/steps/x`, `/phases/x`, `/edges/x`; none shows the template itself. */
  selection: readonly string[];
  /** A place to be brought into view, e.g. after a click on a finding. */
  shown: Shown;
}

/** Many fields in a narrow panel: low, but still easy to hit. */
const COMPACT: ThemeConfig = { token: { controlHeightSM: 28, fontSize: 13 } };

/** The form for whatever is selected. */
export function PropertiesPanel({ selection, shown }: Props) {
  const { t, local } = useWords();
  const panel = useRef<HTMLDivElement>(null);
  useShown(panel, shown);
  const {
    there,
    heading: title,
    kind,
  } = useSheetPart(({ template }) => {
    const standing = selection.filter((place) => valueAt(template, place) !== undefined);
    const [one] = standing;
    const element = one === undefined || standing.length > 1 ? template : valueAt(template, one);
    const named = element as { title?: LocalText; kind?: string };
    return { there: standing, heading: named.title, kind: named.kind };
  });
  const steps = there.filter((place) => place.startsWith('/steps/')).map((place) => keysOf(place)[1] ?? '');
  const [only] = there;
  const [map, id = ''] = only === undefined || there.length > 1 ? [] : keysOf(only);
  const heading = map === 'edges' ? t('props.edge') : there.length > 1 ? t('props.several.title') : local(title);
  const isStep = map === 'steps' && kind !== undefined;
  const sort = isStep ? local(stepKind(kind)?.title) : map === 'phases' ? t('props.phase') : null;
  return (
    <ConfigProvider componentSize="small" theme={COMPACT}>
      <div className="properties" ref={panel}>
        <h2>
          {isStep && <NamedIcon name={stepKind(kind)?.icon} />}
          <span>{heading}</span>
          {sort !== null && <span className="sort">{sort}</span>}
        </h2>
        {map === 'steps' ? (
          // Another step is another form: nothing half-typed is carried over.
          <StepProperties key={id} id={id} shown={shown} />
        ) : map === 'phases' ? (
          <PhaseProperties key={id} id={id} shown={shown} />
        ) : map === 'edges' ? (
          <EdgeProperties key={id} id={id} />
        ) : steps.length > 1 ? (
          <SeveralProperties key={steps.join(' ')} ids={steps} />
        ) : there.length > 1 ? (
          <p className="soft several-none">{t('props.several.none')}</p>
        ) : (
          <TemplateProperties shown={shown} />
        )}
      </div>
    </ConfigProvider>
  );
}

/** Brings the field at the place into view and puts the cursor there, once the sections around it are open. */
function useShown(panel: RefObject<HTMLDivElement | null>, shown: Shown): void {
  const answered = useRef(0);
  useEffect(() => {
    if (shown === null || answered.current === shown.count || panel.current === null) return;
    const fields = [...panel.current.querySelectorAll<HTMLElement>('[data-path]')];
    const [nearest] = fields
      .filter((field) => within(field.dataset['path'] ?? '', shown.path) && field.dataset['path'] !== '')
      .toSorted((a, b) => (b.dataset['path'] ?? '').length - (a.dataset['path'] ?? '').length);
    // A place without a field of its own (a whole step) shows the top of the form.
    if (nearest === undefined) return;
    answered.current = shown.count;
    nearest.scrollIntoView({ block: 'center' });
    if (nearest.classList.contains('sheet')) return;
    nearest.classList.add('pointed');
    const put = (): boolean => {
      const control = nearest.querySelector<HTMLElement>(
        ':is(input, textarea, button):not([disabled]):not(.lock-sign)',
      );
      control?.focus({ preventScroll: true });
      return control !== null && document.activeElement === control;
    };
    // A tab that is only coming up cannot take the keyboard yet, nor a button that waits for what it needs.
    if (!put()) requestAnimationFrame(put);
    const forget = (): void => nearest.classList.remove('pointed');
    nearest.addEventListener('focusout', forget, { once: true });
  });
}
