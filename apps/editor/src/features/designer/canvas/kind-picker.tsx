import { Modal } from 'antd';
import { useRef } from 'react';
import { stepKinds } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { NamedIcon } from '../../../theme/icons.js';

/** Which kind a new step is to be of: arrows or its number choose. */
export function KindPicker({
  open,
  choose,
  close,
  closed,
}: {
  open: boolean;
  choose: (kind: string) => void;
  close: () => void;
  /** It is gone from the page. */
  closed: () => void;
}) {
  const { t, local } = useWords();
  /** One goes on here, not at the cross that closes. */
  const first = useRef<HTMLButtonElement>(null);
  return (
    <Modal
      open={open}
      title={t('designer.kind.title')}
      footer={null}
      onCancel={close}
      afterClose={closed}
      width={460}
      destroyOnHidden
      // Where one goes on is the title of the new step, which has the focus already; else `closed` brings the keyboard back.
      focusable={{ focusTriggerAfterClose: false }}
      afterOpenChange={(shown) => {
        if (shown) first.current?.focus();
      }}
    >
      <ul
        className="kind-picker"
        onKeyDown={(event) => {
          const buttons = [...event.currentTarget.querySelectorAll('button')];
          const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
          const to =
            event.key === 'ArrowDown'
              ? (at + 1) % buttons.length
              : event.key === 'ArrowUp'
                ? (at - 1 + buttons.length) % buttons.length
                : undefined;
          if (to !== undefined) {
            event.preventDefault();
            buttons[to]?.focus();
          } else if (/^[1-9]$/.test(event.key)) {
            const kind = stepKinds[Number(event.key) - 1];
            // The figure chooses; it is not to be typed where the title is typed next.
            event.preventDefault();
            if (kind !== undefined) choose(kind.id);
          }
        }}
      >
        {stepKinds.map((kind, index) => (
          <li key={kind.id}>
            <button
              type="button"
              ref={index === 0 ? first : undefined}
              // At once: a figure typed while the dialog still fades in chooses as well.
              autoFocus={index === 0}
              onClick={() => choose(kind.id)}
            >
              <NamedIcon name={kind.icon} />
              <span>
                <b>{local(kind.title)}</b>
                <small>{local(kind.description)}</small>
              </span>
              <kbd aria-hidden>{index + 1}</kbd>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
