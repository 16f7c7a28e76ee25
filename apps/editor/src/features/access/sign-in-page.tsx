import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { sessionRoutes, type Me } from '@gangmu/contract';
import { client } from '../../platform/client.js';
import { useWords } from '../../platform/language.js';
import { SESSION_KEY } from '../../platform/query-client.js';
import { usePageTitle } from '../../shell/header-title.js';
import { Door } from './door.js';
import { RedeemForm } from './redeem-form.js';
import { signInWords } from './sign-in-words.js';

/** Sign-in, shown at whatever address was asked for. */
export function SignInPage({ returning }: { returning: boolean }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [redeeming, setRedeeming] = useState(false);
  usePageTitle(t(redeeming ? 'redeem.title' : 'signin.title'));
  const enter = (me: Me): void => {
    queries.removeQueries({
      predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] && query.queryKey[0] !== 'system',
    });
    queries.setQueryData(SESSION_KEY, me);
  };
  const signIn = useMutation({
    mutationFn: async (body: { login: string; password: string }) => await client.call(sessionRoutes.signIn, { body }),
    onSuccess: enter,
  });
  if (redeeming)
    return (
      <Door title={t('redeem.title')} lead={t('product.tagline')}>
        <RedeemForm enter={enter} back={() => setRedeeming(false)} />
      </Door>
    );
  return (
    <Door title={t('signin.title')} lead={t('product.tagline')}>
      {returning && !signIn.isError && (
        <Alert type="info" showIcon title={t('signin.returning')} style={{ marginBottom: 16 }} />
      )}
      {signIn.isError && (
        <Alert type="error" showIcon role="alert" title={signInWords(signIn.error, t)} style={{ marginBottom: 16 }} />
      )}
      <Form
        layout="vertical"
        size="large"
        requiredMark={false}
        validateTrigger="onSubmit"
        onFinish={(values: { login: string; password: string }) => signIn.mutate(values)}
      >
        <Form.Item
          name="login"
          label={t('signin.login')}
          rules={[{ required: true, whitespace: true, message: t('signin.login.missing') }]}
        >
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('signin.password')}
          rules={[{ required: true, message: t('signin.password.missing') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={1000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('signin.submit')}
        </Button>
      </Form>
      <p className="foot">
        {t('signin.forgotten')}{' '}
        <Button type="link" size="small" onClick={() => setRedeeming(true)} style={{ padding: 0 }}>
          {t('signin.redeem')}
        </Button>
      </p>
    </Door>
  );
}
