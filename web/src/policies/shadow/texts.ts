/** Owns the words of a draft's run beside the live policy. */
import { defineTexts } from '../../texts/define-texts';

export const useShadowTexts = defineTexts('policyShadow', {
  'pt-BR': {
    means:
      'Até o fim do dia escolhido, cada nova decisão de pedido é julgada também por este rascunho, como está salvo. Nada é bloqueado, avisado ou comprado por causa dele. Só um rascunho da política por vez.',
    onlySaved: 'Vale o que está salvo: salve o rascunho antes.',
    replaces: 'Uma nova execução apaga o resultado da anterior.',
    until: 'Até o dia',
    begin: 'Iniciar execução em sombra',
    none: 'Este rascunho ainda não rodou em sombra.',
    status_running:
      'Em andamento até {{until}}: {{judged}} pela revisão {{revision}}, com as decisões até {{counted}}.',
    status_done: 'Concluída: {{judged}} pela revisão {{revision}}, de {{from}} a {{until}}.',
    status_stopped: 'Encerrada em {{ended}}: {{judged}} pela revisão {{revision}}, desde {{from}}.',
    progress: 'Andamento: {{percent}} %',
    end: 'Encerrar execução',
    endMeans: 'Novas decisões deixam de ser julgadas por este rascunho. O que já foi contado continua aqui.',
    result: 'Resultado da execução em sombra',
  },
  en: {
    means:
      'Until the end of the chosen day each new decision on an order is judged by this draft as well, as it is saved. Nothing is held, told or bought on its account. One draft of a policy at a time.',
    onlySaved: 'What is saved counts: save the draft first.',
    replaces: 'A new run erases the result of the last one.',
    until: 'Until',
    begin: 'Begin the shadow run',
    none: 'This draft has not run beside the live policy yet.',
    status_running: 'Running until {{until}}: {{judged}} by revision {{revision}}, counted until {{counted}}.',
    status_done: 'Done: {{judged}} by revision {{revision}}, from {{from}} to {{until}}.',
    status_stopped: 'Ended at {{ended}}: {{judged}} by revision {{revision}}, since {{from}}.',
    progress: 'Progress: {{percent}} %',
    end: 'End the run',
    endMeans: 'New decisions are judged by this draft no more. What was counted stays here.',
    result: 'Result of the shadow run',
  },
});
