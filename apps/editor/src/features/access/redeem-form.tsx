import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { sessionRoutes, type Me } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { NewPasswordFields } from './new-password-fields.js';
import { signInWords } from './sign-in-words.js';

interface Fields {
  login: string;
  code: string;
  next: string;
}

/** A new password with the one-time code from the unit above. */
export function RedeemForm({ enter, back }: { enter: (me: Me) => void; back: () => void }) {
  const { t } = useWords();
  const redeem = useMutation({
    mutationFn: async ({ login, code, next }: Fields) =>
      await client.call(sessionRoutes.redeem, { body: { login, code: code.trim(), password: next } }),
    onSuccess: enter,
  });
  return (
    <>
      {redeem.isError && (
        <Alert type="error" showIcon role="alert" title={signInWords(redeem.error, t)} style={{ marginBottom: 16 }} />
      )}
      <Form
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        onFinish={(fields: Fields) => redeem.mutate(fields)}
      >
        <Form.Item
          name="login"
          label={t('signin.login')}
          rules={[{ required: true, message: t('signin.login.missing') }]}
        >
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="code" label={t('redeem.code')} rules={[{ required: true, message: t('redeem.code.missing') }]}>
          <Input autoComplete="one-time-code" spellCheck={false} maxLength={100} />
        </Form.Item>
        <NewPasswordFields />
        <Button type="primary" htmlType="submit" block loading={redeem.isPending}>
          {t('redeem.submit')}
        </Button>
        <Button type="link" block onClick={back} style={{ marginTop: 8 }}>
          {t('redeem.back')}
        </Button>
      </Form>
    </>
  );
}
