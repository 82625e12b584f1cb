/** Owns the words of the beginning of a new policy, and of one that has no version yet. */
import { defineTexts } from '../texts/define-texts';

export const useNewPolicyTexts = defineTexts('newPolicy', {
  'pt-BR': {
    newPolicy: 'Nova política',
    means:
      'A nova política começa como rascunho. Ninguém é julgado por ela até outra pessoa aprová-la, alguém publicá-la e uma filial a escolher em Matriz/Filial.',
    name: 'Nome da política',
    nameHint: 'Identificador: {{id}}. Ele não muda mais.',
    beginsWith: 'Começar',
    scratch: 'do zero, com uma verificação a preencher',
    copy: 'com uma cópia de {{id}}, versão {{version}}',
    create: 'Criar rascunho',
    notPublished: 'Ainda não há versão publicada desta política.',
    toCome: 'ainda não publicada',
    isNew: 'política nova',
    publishMeans:
      'A versão {{version}} é publicada e não muda mais. Nenhuma filial usa esta política: ela passa a julgar quando uma filial a escolher em Matriz/Filial.',
    noLive: 'Precisa de uma versão em vigor para comparar. Publique a primeira versão desta política.',
  },
  en: {
    newPolicy: 'New policy',
    means:
      'A new policy begins as a draft. Nobody is judged by it until another person approves it, somebody publishes it and a branch chooses it among its parameters.',
    name: 'Name of the policy',
    nameHint: 'Id: {{id}}. It never changes.',
    beginsWith: 'Begin',
    scratch: 'from nothing, with one check to fill in',
    copy: 'with a copy of {{id}}, version {{version}}',
    create: 'Create draft',
    notPublished: 'No version of this policy is published yet.',
    toCome: 'not published yet',
    isNew: 'new policy',
    publishMeans:
      'Version {{version}} is published and never changes. No branch uses this policy: it judges once a branch chooses it among its parameters.',
    noLive: 'There is no version in force to compare with. Publish the first version of this policy.',
  },
});
