/** Owns the login of an account at a bureau: address, name, a password that is only ever written, and its standard products. */
import { PasswordInput, TextInput } from '@mantine/core';
import type { AccountFields } from './account-fields';
import { CertificateField } from './certificate-field';
import { ProductField } from './product-field';
import { Section } from './settings-form';
import { useBranchTexts } from './texts';
import type { KnownProducts } from './use-branches';
import type { Form } from './use-form';

interface LoginFieldsProps {
  readonly branch: string;
  readonly bureau: 'deps' | 'spc';
  readonly form: Form<AccountFields>;
  readonly known: KnownProducts | null;
}

/** With what the bureau is asked. */
const LOGIN = ['apiUrl', 'user', 'password', 'caCertificate'] as const;

export function LoginFields({ branch, bureau, form, known }: LoginFieldsProps) {
  const say = useBranchTexts();
  const { fields, problems, set } = form;
  const isKept = fields.seen !== null;
  const isTyped = LOGIN.some((name) => fields[name] !== form.kept[name]);
  return (
    <>
      <Section title={say('login')}>
        <Login bureau={bureau} form={form} />
        <CertificateField
          value={fields.caCertificate}
          error={problems['caCertificate']}
          onChange={(caCertificate) => set({ caCertificate })}
        />
      </Section>
      <Section title={say('standard')} hint={say('standardHint')}>
        <div className="fields">
          {(['J', 'F'] as const).map((person) => (
            <ProductField
              key={person}
              {...{ branch, bureau, person, known }}
              isLoginKept={isKept && !isTyped}
              value={fields[person]}
              error={problems[person]}
              onChange={(product) => set({ [person]: product })}
            />
          ))}
        </div>
      </Section>
    </>
  );
}

function Login({ bureau, form: { fields, problems, set } }: Pick<LoginFieldsProps, 'bureau' | 'form'>) {
  const say = useBranchTexts();
  const isKept = fields.seen !== null;
  return (
    <div className="fields">
      <TextInput
        label={say('apiUrl')}
        required
        value={fields.apiUrl}
        error={problems['apiUrl']}
        onChange={(event) => set({ apiUrl: event.currentTarget.value })}
      />
      <TextInput
        label={say(bureau === 'deps' ? 'email' : 'operator')}
        required
        autoComplete="off"
        value={fields.user}
        error={problems['user']}
        onChange={(event) => set({ user: event.currentTarget.value })}
      />
      <PasswordInput
        label={say('password')}
        description={say(isKept ? 'passwordKept' : 'passwordNew')}
        required={!isKept}
        autoComplete="new-password"
        maxLength={200}
        value={fields.password}
        error={problems['password']}
        visibilityToggleButtonProps={{ 'aria-label': say('showPassword'), tabIndex: 0 }}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
    </div>
  );
}
