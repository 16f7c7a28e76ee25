import { Button } from 'antd';
import { useWords } from '../../../platform/language.js';
import { ChoiceField } from './field/choice-field.js';
import { useField } from './field/use-field.js';
import { Messages } from './field/frame.js';
import { below } from './place.js';
import { JoinField } from './sections/after-fields.js';
import { useLiveSheet, useSheetPart } from './sheet.js';

/** One dependency: between what, and whether a skipped predecessor satisfies it or skips what follows. */
export function EdgeProperties({ id }: { id: string }) {
  const { t, local } = useWords();
  const live = useLiveSheet();
  const path = below('', 'edges', id);
  const field = useField(path, { deep: true });
  const edge = useSheetPart(({ template, mayEdit }) => {
    const { from = '', to = '' } = template.edges[id] ?? {};
    return template.edges[id] === undefined
      ? undefined
      : {
          from: { step: from, title: template.steps[from]?.title },
          to: { step: to, title: template.steps[to]?.title },
          mayEdit,
          into: Object.values(template.edges).filter((other) => other.to === to).length,
        };
  });
  if (edge === undefined) return null;
  const stepLink = ({ step, title }: typeof edge.from) => (
    <Button type="link" size="small" onClick={() => live.get().show(below('', 'steps', step))}>
      {local(title) || step}
    </Button>
  );
  return (
    <div className="sheet single" data-path={path}>
      <dl className="edge-ends">
        <dt>{t('props.edge.from')}</dt>
        <dd>{stepLink(edge.from)}</dd>
        <dt>{t('props.edge.to')}</dt>
        <dd>{stepLink(edge.to)}</dd>
      </dl>
      <ChoiceField
        path={below(path, 'kind')}
        label={t('props.edge.kind')}
        options={(['order', 'needs'] as const).map((value) => ({
          value,
          label: t(`props.edge.kind.${value}`),
          about: t(`props.edge.kind.${value}.about`),
        }))}
      />
      {edge.into > 1 && <JoinField path={below('', 'steps', edge.to.step, 'join')} most={edge.into} />}
      <Messages id={field.id} messages={field.messages} />
      <Button
        danger
        size="small"
        disabled={!edge.mayEdit || (field.lock !== null && !field.lock.may.remove)}
        onClick={() => field.refuse(live.get().apply({ op: 'disconnect', ids: [id] }))}
      >
        {t('props.edge.remove')}
      </Button>
    </div>
  );
}
