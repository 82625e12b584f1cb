/** Owns what a person reads on a screen of the errors of screens: reason and next step. */
import type { ErrorCode } from '../domain/errors';

/** The title stays English, for integrators. A code without an entry is met by programs alone. */
export const PORTUGUESE_DETAILS: Partial<Record<ErrorCode, string>> = {
  Unauthenticated: 'Sua sessão terminou. Entre novamente.',
  SignInRefused: 'E-mail ou senha não conferem. Se precisar, peça a quem administra os acessos uma nova senha.',
  TooManyAttempts: 'Foram muitas tentativas de entrar. Aguarde alguns minutos e tente de novo.',
  PasswordChangeDue: 'Sua senha é provisória. Escolha outra antes de continuar.',
  ForeignOrigin: 'Este pedido veio de outra página e não foi atendido. Abra o Crivo pelo endereço de costume.',
  UserNotFound: 'Este usuário não existe.',
  UserExists: 'Já existe um usuário com este nome de acesso ou e-mail.',
  LastAdministrator: 'Não é possível: ninguém mais poderia administrar os acessos. Inclua antes outro administrador.',
  UserGroupNotFound: 'Este grupo de usuários não existe.',
  UserGroupChanged: 'O grupo foi alterado por outra pessoa. Abra-o novamente.',
  TooManyUserGroups: 'Não é possível incluir mais grupos de usuários.',
  ApiKeyNotFound: 'Esta chave não existe ou já foi revogada.',
  TooManyApiKeys: 'Não é possível criar mais chaves. Revogue antes as que não são usadas.',
  UserChanged: 'O usuário foi alterado por outra pessoa. Abra-o novamente.',
  SettingsChanged:
    'Outra pessoa alterou estes parâmetros depois que você os abriu. Nada foi gravado. Carregue o que está gravado, confira e refaça a sua alteração.',
  BranchNotFound: 'Esta filial não existe ou não é uma das suas.',
  PermissionDenied: 'Você não tem permissão para isso. Peça a quem administra os acessos.',
  AboveAuthority: 'Isto passa da sua alçada. Peça a quem tem alçada para tanto que decida.',
  SamePerson: 'A segunda confirmação precisa ser de outra pessoa.',
  BureauLoginRefused: 'O bureau não aceitou o acesso da filial. Peça ao administrador que o corrija. Nada foi cobrado.',
  BureauUnavailable: 'O bureau não pôde ser consultado. Tente mais tarde. Nada foi cobrado.',
  BudgetRefused:
    'A filial não pode comprar esta consulta agora. Fale com o responsável pelas compras. Nada foi cobrado.',
  ReceivablesNotSent:
    'Não foi possível enviar antes os recebíveis do cliente. Tente mais tarde ou escolha consultar mesmo assim. Nada foi cobrado.',
  ReportNotFound: 'Esta consulta não existe para este cliente.',
  ReportErased: 'A resposta do bureau não está mais guardada ou não pode mais ser mostrada.',
  ReportSuperseded: 'Há uma consulta mais nova deste produto. Veja-a antes de comprar outra.',
  ReportProductNotAllowed:
    'Este produto não está contratado ou não vale para este tipo de pessoa. Escolha outro produto. Nada foi cobrado.',
  ReportDocumentRefused: 'O bureau não aceitou o documento do cliente. Confira o cadastro. Nada foi cobrado.',
  ReportDocumentNotAccepted: 'O provedor ainda não aceita este documento: CNPJ com letras. Nada foi cobrado.',
  ReportConsentPending: 'Falta ao bureau a autorização do cliente. Registre-a no bureau e consulte de novo.',
  ReportRefused: 'O bureau recusou a consulta. Nada foi cobrado.',
  PurchaseNotFound: 'Esta compra de consulta não existe nesta filial.',
  PurchaseGivenUp:
    'A compra anterior foi encerrada e pode ter sido cobrada. Confira a fatura; para comprar de novo, cite-a (replaces).',
  PurchaseNotUnknown: 'O resultado desta compra já é conhecido ou ainda é aguardado: não há o que resolver.',
  CustomerChanged: 'O cliente foi alterado por outra pessoa. Abra o formulário novamente.',
  LimitProposalNotFound: 'Esta proposta de limite não existe nesta filial.',
  LimitProposalChanged: 'A proposta foi alterada por outra pessoa. Confira os novos valores antes de confirmar.',
  LimitProposalEnded: 'A proposta já foi confirmada, descartada ou substituída.',
  ReleaseNotFound: 'Esta liberação não existe.',
  ReleaseEnded: 'A liberação já foi decidida, usada, revogada ou venceu.',
  NoHigherBand: 'Não há alçada superior a esta para encaminhar.',
  PolicyNotFound: 'Esta política ou versão não existe.',
  PolicyInvalid: 'A política tem erros. Corrija o que está indicado e tente de novo.',
  PolicyVersionConflict:
    'Outra versão foi publicada depois que este rascunho começou. Comece outro a partir dela e refaça nele a alteração.',
  PolicyDraftNotFound: 'Este rascunho não existe nesta política.',
  PolicyDraftConflict:
    'O rascunho foi alterado por outra pessoa depois que você o abriu. Confira o que mudou antes de salvar de novo.',
  PolicyDraftNotDue:
    'O rascunho não está nesta etapa. Veja em que situação ele está: escrever, enviar, aprovar, publicar, nesta ordem.',
  PolicyDraftEnded: 'O rascunho já foi publicado ou descartado. Comece outro.',
  BacktestNotFound: 'Este teste retroativo não existe.',
  ShadowNotFound: 'Nenhum rascunho desta política está, ou esteve, em observação.',
  ShadowUnderWay: 'Outro rascunho desta política já está em observação. Encerre-o antes.',
  TooManyDrafts: 'A política tem rascunhos abertos demais. Publique ou descarte um deles antes de começar outro.',
  TooManyBacktests: 'Há testes retroativos demais em andamento. Aguarde um terminar ou cancele um.',
  OrderNotHeld: 'Nenhuma verificação bloqueia este pedido.',
};
