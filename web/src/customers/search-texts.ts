/** Owns the words of the search for a customer. */
import { defineTexts } from '../texts/define-texts';

export const useSearchTexts = defineTexts('customerSearch', {
  'pt-BR': {
    search: 'Buscar cliente',
    searchLabel: 'Nome, CPF ou CNPJ',
    searchHint:
      'O documento completo, com ou sem pontuação, ou o começo de uma ou mais palavras do nome. O que você digita não fica no endereço desta página.',
    doSearch: 'Buscar',
    none_document: 'Nenhum cliente com este documento. Confira o número ou inclua o cliente pelo ERP.',
    none_name: 'Nenhum cliente com este nome. Confira como se escreve ou busque pelo CPF ou CNPJ.',
    wrong_document: 'Este número não está completo ou não confere: um CPF tem 11 algarismos e um CNPJ, 14 caracteres.',
    wrong_name: 'Escreva ao menos uma palavra do nome, com duas letras ou mais, além de Ltda, S.A., de ou da.',
    foundList: 'Clientes encontrados',
    found_one: '{{count}} cliente encontrado.',
    found_other: '{{count}} clientes encontrados.',
    foundMore:
      'Os primeiros {{count}} clientes em ordem alfabética. Escreva mais uma palavra do nome para ver os outros.',
    cleared: 'liberado',
    blocked: 'bloqueado',
    underReview: 'em análise',
  },
  en: {
    search: 'Find a customer',
    searchLabel: 'Name, CPF or CNPJ',
    searchHint:
      'The whole document, with or without punctuation, or the beginning of one or more words of the name. What you type does not stay in the address of this page.',
    doSearch: 'Find',
    none_document: 'No customer with this document. Check the number, or add the customer by the ERP.',
    none_name: 'No customer of this name. Check how it is written, or look for the CPF or CNPJ.',
    wrong_document: 'This number is incomplete or does not agree: a CPF has 11 digits and a CNPJ 14 characters.',
    wrong_name: 'Write at least one word of the name, of two letters or more, besides Ltda, S.A., de or da.',
    foundList: 'Customers found',
    found_one: '{{count}} customer found.',
    found_other: '{{count}} customers found.',
    foundMore: 'The first {{count}} customers by name. Write another word of the name to see the others.',
    cleared: 'cleared',
    blocked: 'blocked',
    underReview: 'under review',
  },
});
