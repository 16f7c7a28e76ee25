import { useWords } from '../../platform/language.js';
import { usePageTitle } from '../../shell/header-title.js';
import { Door } from './door.js';
import { PasswordForm } from './password-form.js';

/** Nothing else is answered until a password of one's own is chosen. */
export function MustChangePassword() {
  const { t } = useWords();
  usePageTitle(t('password.title'));
  return (
    <Door title={t('password.title')} lead={t('password.must')}>
      <PasswordForm />
    </Door>
  );
}
