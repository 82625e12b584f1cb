/** Owns the editing of restrictions: matrix and SPC table, kept as a draft of the policy and never in force by themselves. */
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Policy } from '../../../contracts/policy';
import { useMay } from '../data/session';
import { useUnsaved } from '../shell/unsaved';
import { DraftBar } from './draft-bar';
import { ModeMatrix } from './mode-matrix';
import type { Scope } from './policy-edit';
import { SpcSection } from './spc-section';
import { problemsOf, tableOf, typedTable } from './spc-table';
import { useRestrictionTexts } from './texts';
import type { DraftHead } from './use-restrictions';

interface RestrictionEditorProps {
  readonly policy: string;
  readonly scope: Scope;
  /** `null` for what is in force. */
  readonly head: DraftHead | null;
  readonly document: Policy;
  readonly onShown: (draft: string) => void;
  readonly onOpen: (source: string) => void;
}

export function RestrictionEditor({ policy, scope, head, document, onShown, onOpen }: RestrictionEditorProps) {
  const say = useRestrictionTexts();
  const may = useMay();
  const mayWrite = may('policies:write');
  const [edited, setEdited] = useState(document);
  const table = document.parameters.spcTable;
  const [spc, setSpc] = useState(table === undefined ? null : typedTable(table));
  const [kept, setKept] = useState({ edited, spc });
  const hasChanged = edited !== kept.edited || spc !== kept.spc;
  useUnsaved(hasChanged);
  const isWrong = spc !== null && problemsOf(spc).isWrong;
  const wanted = spc === null ? null : tableOf(spc);
  const whole =
    wanted === null
      ? edited
      : {
          ...edited,
          parameters: { ...edited.parameters, spcTable: { ...wanted, rows: wanted.rows.map((row) => ({ ...row })) } },
        };
  return (
    <Stack>
      {!mayWrite && <Text size="sm">{say('readOnly')}</Text>}
      <ModeMatrix policy={edited} scope={scope} mayWrite={mayWrite} onChange={setEdited} />
      <Text size="xs">
        {say('legend')} {say('freedMeans')}
      </Text>
      <SpcSection typed={spc} mayWrite={mayWrite} onChange={setSpc} />
      <DraftBar
        policy={policy}
        head={head}
        document={whole}
        hasChanged={hasChanged}
        isWrong={isWrong}
        onSaved={(draft) => {
          setKept({ edited, spc });
          onShown(draft);
        }}
        onOpen={onOpen}
      />
    </Stack>
  );
}
