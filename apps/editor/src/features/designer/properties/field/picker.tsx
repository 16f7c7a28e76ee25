import { sameValue } from '@gangmu/core';
import { Select, type SelectProps } from 'antd';
import { memo, useCallback, useEffect, useRef } from 'react';

type Props = SelectProps<string | string[] | null>;

/** Equal to look at: functions are kept fresh by the picker itself. */
const alike = (before: Props, after: Props): boolean => {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Props>;
  return [...keys].every((key) => {
    const [a, b]: unknown[] = [before[key], after[key]];
    return Object.is(a, b) || (typeof a !== 'function' && typeof b !== 'function' && sameValue(a, b));
  });
};

const Still = memo((props: Props) => <Select {...props} />, alike);

/**
 * A select that renders again only when something about it changes. A form has dozens of them, and every key typed
 * anywhere renders the form.
 */
export function Picker({ onChange, ...props }: Props) {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const change = useCallback<NonNullable<Props['onChange']>>((value, option) => latest.current?.(value, option), []);
  return <Still {...props} onChange={change} />;
}
