/** Owns the description that the simulated SPC gives of itself: its operations, and nothing of their types. */

const NAMESPACE = 'http://webservice.consulta.spcjava.spcbrasil.org/';
const OPERATIONS = ['listarProdutos', 'detalharProduto', 'consultar'];

export const WSDL =
  `<?xml version="1.0" encoding="UTF-8"?><wsdl:definitions name="consultaWebService" targetNamespace="${NAMESPACE}"` +
  ` xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="${NAMESPACE}"><wsdl:portType name="consultaWebService">` +
  OPERATIONS.map((name) => `<wsdl:operation name="${name}"/>`).join('') +
  '</wsdl:portType></wsdl:definitions>';
