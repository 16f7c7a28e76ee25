import { useEffect, useRef } from 'react';
import { useWords } from '../../../platform/language.js';

/** A title typed where it stands: Enter keeps it, Escape does not. */
export function TitleField({
  title,
  done,
  cancel,
}: {
  title: string;
  done: (title: string) => void;
  cancel: () => void;
}) {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const settled = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const keep = (): void => {
    if (settled.current) return;
    settled.current = true;
    const next = (field.current?.value ?? '').replaceAll(/\s+/g, ' ').trim();
    if (next === '' || next === title) cancel();
    else done(next);
  };
  return (
    <textarea
      ref={field}
      className="title-field nodrag nopan nowheel"
      aria-label={t('designer.card.title')}
      defaultValue={title}
      rows={2}
      maxLength={200}
      onBlur={keep}
      onKeyDown={(event) => {
        event.stopPropagation();
        // While characters are being composed, Enter belongs to the input method.
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          event.preventDefault();
          keep();
        } else if (event.key === 'Escape') {
          settled.current = true;
          cancel();
        }
      }}
    />
  );
}
