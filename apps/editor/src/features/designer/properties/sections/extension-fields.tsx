import { Select } from 'antd';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField, SeveralField, SwitchField } from '../field/choice-field.js';
import { Frame } from '../field/frame.js';
import { NumberField } from '../field/number-field.js';
import { useField } from '../field/use-field.js';
import { kindOptions } from '../options.js';
import { below, inOrder, keysOf } from '../place.js';
import { useSettledTemplate } from '../sheet.js';

/** Whether levels below may hang steps of their own here: which kinds, how many, and whether what follows waits. */
export function ExtensionFields({ path }: { path: string }) {
  const { t, local } = useWords();
  const place = below(path, 'extension');
  const field = useField(place);
  const on = field.value !== undefined;
  return (
    <>
      <Frame label={t('props.extension.open')} path={place} field={field} help={t('props.extension.help')}>
        <Select
          id={field.id}
          {...field.aria}
          value={on ? 'open' : 'closed'}
          disabled={field.disabled}
          style={{ width: '100%' }}
          options={[
            { value: 'closed', label: t('props.extension.closed') },
            { value: 'open', label: t('props.extension.invited') },
          ]}
          onChange={(value) => field.set(value === 'open' ? { max: 3, followersWait: false } : undefined)}
        />
      </Frame>
      {on && (
        <>
          <SeveralField
            path={below(place, 'kinds')}
            label={t('props.extension.kinds')}
            placeholder={t('props.extension.kinds.any')}
            options={kindOptions(local).map(({ value, label }) => ({ value, label }))}
            optional
          />
          <div className="pair">
            <NumberField path={below(place, 'max')} label={t('props.extension.max')} />
            <SwitchField path={below(place, 'followersWait')} label={t('props.extension.wait')} />
          </div>
        </>
      )}
    </>
  );
}

/** At which extension point a local step hangs. `path` is the step. */
export function HangsAtField({ path }: { path: string }) {
  const { t, local } = useWords();
  const template = useSettledTemplate();
  // Where it hangs though nothing may hang there any more: by name, and not to be chosen again.
  const at = template.steps[keysOf(path)[1] ?? '']?.hangsAt;
  const host = at === undefined ? undefined : at.at === 'phase' ? template.phases[at.phase] : template.steps[at.step];
  const gone =
    at === undefined || host?.extension !== undefined
      ? []
      : [
          {
            value: `${at.at} ${at.at === 'phase' ? at.phase : at.step}`,
            label: host === undefined ? t('props.extension.at.none') : local(host.title),
            disabled: true,
          },
        ];
  const points = [
    ...gone,
    ...inOrder(template.phases).flatMap((id) => {
      const phase = template.phases[id];
      return phase?.extension === undefined
        ? []
        : [{ value: `phase ${id}`, label: t('props.extension.at.phase', { title: local(phase.title) }) }];
    }),
    ...inOrder(template.steps).flatMap((id) => {
      const step = template.steps[id];
      return step?.extension === undefined || path === below('', 'steps', id)
        ? []
        : [{ value: `step ${id}`, label: t('props.extension.at.step', { title: local(step.title) }) }];
    }),
  ];
  return (
    <ChoiceField
      path={below(path, 'hangsAt')}
      label={t('props.extension.hangsAt')}
      options={points}
      fromStored={(value) => {
        const at = value as { at: string; phase?: string; step?: string } | undefined;
        return at && `${at.at} ${at.phase ?? at.step ?? ''}`;
      }}
      toStored={(value) => {
        const [at = '', id = ''] = value.split(' ');
        return at === 'phase' ? { at, phase: id } : { at, step: id };
      }}
    />
  );
}
