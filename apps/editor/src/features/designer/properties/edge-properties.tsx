import { Button } from 'antd';
import { useWords } from '../../../platform/language.js';
import { ChoiceField } from './field/choice-field.js';
import { useField } from './field/use-field.js';
import { Messages } from './field/frame.js';
import { below } from './place.js';
import { JoinField } from './sections/after-fields.js';
import { useSheet } from './sheet.js';

/** One dependency: between what, and whether a skipped predecessor satisfies it or skips what follows. */
export function EdgeProperties({ id }: { id: string }) {
  const { t, local } = useWords();
  const sheet = useSheet();
  const { template } = sheet;
  const path = below('', 'edges', id);
  const field = useField(path, { deep: true });
  const edge = template.edges[id];
  if (edge === undefined) return null;
  const into = Object.values(template.edges).filter(({ to }) => to === edge.to);
  const stepLink = (step: string) => (
    <Button type="link" size="small" onClick={() => sheet.show(below('', 'steps', step))}>
      {local(template.steps[step]?.title) || step}
    </Button>
  );
  const lock = sheet.lockAt(path);
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
      {into.length > 1 && <JoinField path={below('', 'steps', edge.to, 'join')} most={into.length} />}
      <Messages id={field.id} messages={field.messages} />
      <Button
        danger
        size="small"
        disabled={!sheet.mayEdit || (lock !== null && !lock.may.remove)}
        onClick={() => field.refuse(sheet.apply({ op: 'disconnect', ids: [id] }))}
      >
        {t('props.edge.remove')}
      </Button>
    </div>
  );
}
