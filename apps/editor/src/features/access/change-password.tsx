import { Modal } from 'antd';
import { useWords } from '../../platform/language.js';
import { PasswordForm } from './password-form.js';

/** Changing one's password from the person menu. */
export function ChangePassword({ close }: { close: () => void }) {
  const { t } = useWords();
  return (
    <Modal open title={t('password.title')} onCancel={close} footer={null} width={420}>
      <PasswordForm done={close} />
    </Modal>
  );
}
