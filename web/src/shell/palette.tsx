/** Owns the way to anywhere: a field over the page in which a few letters find a screen. */
import '../form-styles';
import { Combobox, Modal, Text, TextInput, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useMay } from '../data/session';
import { PAGES } from './pages';
import { useShellTexts } from './texts';

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const say = useShellTexts();
  const may = useMay();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const combobox = useCombobox();
  const found = PAGES.filter(({ permission, name }) => may(permission) && bare(say(name)).includes(bare(typed)));
  const go = (start: string) => {
    navigate(start);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} title={null} padding="xs" aria-label={say('goAnywhere')}>
      <Combobox store={combobox} onOptionSubmit={go}>
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus
            aria-label={say('searchHint')}
            placeholder={say('searchHint')}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.resetSelectedOption();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || combobox.getSelectedOptionIndex() !== -1) return;
              const [first] = found;
              if (first) go(first.start);
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mt="xs" aria-label={say('navigation')}>
          {found.map(({ start, name }) => (
            <Combobox.Option key={start} value={start}>
              {say(name)}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox>
      {found.length === 0 && (
        <Text size="sm" p="xs" role="status">
          {say('nothingFound')}
        </Text>
      )}
    </Modal>
  );
}
