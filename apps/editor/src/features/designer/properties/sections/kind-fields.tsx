import { stepKind } from '@gangmu/core';
import { useWords } from '../../../../platform/language.js';
import { ChoiceField, optionText, SeveralField, SwitchField } from '../field/choice-field.js';
import { Frame } from '../field/frame.js';
import { Picker } from '../field/picker.js';
import { NumberField } from '../field/number-field.js';
import { TextField } from '../field/text-field.js';
import { useField } from '../field/use-field.js';
import { kindOptions } from '../options.js';
import { below, keysOf } from '../place.js';
import { useLiveSheet, useSheetPart } from '../sheet.js';

/** The kind of a step. Another kind takes its own parameters and default evidence along, as one undoable step. */
export function KindField({ path }: { path: string }) {
  const { t, local } = useWords();
  const live = useLiveSheet();
  const place = below(path, 'kind');
  const field = useField(place);
  const id = keysOf(path)[1] ?? '';
  const value = typeof field.value === 'string' ? field.value : '';
  return (
    <Frame label={t('props.step.kind')} path={place} field={field}>
      <Picker
        id={field.id}
        {...field.aria}
        value={value}
        disabled={field.disabled}
        className="whole"
        options={kindOptions(local)}
        optionRender={optionText}
        popupMatchSelectWidth={false}
        onChange={(next) => {
          if (typeof next === 'string') field.refuse(live.get().apply({ op: 'set-kind', step: id, kind: next }));
        }}
      />
    </Frame>
  );
}

/** The parameters that the step's kind declares, each with the control that it asks for. */
export function KindParams({ path }: { path: string }) {
  const { local } = useWords();
  const kind = stepKind(useSheetPart(({ template }) => template.steps[keysOf(path)[1] ?? '']?.kind ?? ''));
  if (kind === undefined) return null;
  return (
    <>
      {Object.entries(kind.hints).map(([name, { label, help, control, options = [] }]) => {
        const place = below(path, 'params', name);
        const props = { path: place, label: local(label), ...(help === undefined ? {} : { help: local(help) }) };
        switch (control) {
          case 'switch':
            return <SwitchField key={name} {...props} />;
          case 'number':
            return <NumberField key={name} {...props} optional />;
          case 'list':
            return <SeveralField key={name} {...props} open optional />;
          case 'choice':
            return (
              <ChoiceField
                key={name}
                {...props}
                optional
                options={options.map((option) => ({ value: option.value, label: local(option.label) }))}
              />
            );
          default:
            return <TextField key={name} {...props} optional />;
        }
      })}
    </>
  );
}
