import { Form, Input } from 'antd';
import { SHORTEST_PASSWORD } from '@gangmu/core';
import { useWords } from '../../platform/language.js';

/** A new password, twice; field names `next` and `again`. The engine has the last word, this much is said before. */
export function NewPasswordFields() {
  const { t } = useWords();
  return (
    <>
      <Form.Item
        name="next"
        label={t('redeem.password')}
        rules={[
          { required: true, message: t('field.required') },
          { min: SHORTEST_PASSWORD, message: t('password.short', { min: SHORTEST_PASSWORD }) },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={1000} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['next']}
        rules={[
          { required: true, message: t('field.required') },
          ({ getFieldValue }) => ({
            validator: async (_, value) => {
              if (value !== undefined && value !== '' && value !== getFieldValue('next'))
                throw new Error(t('password.differ'));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={1000} />
      </Form.Item>
    </>
  );
}
