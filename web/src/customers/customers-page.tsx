/** Owns the desk's page of customers: found by document or name, then everything the desk knows of one. */
import '../form-styles';
import { useParams } from 'wouter';
import { CustomerDesk } from './customer-desk';
import { CustomerSearch } from './customer-search';
import './customers.css';

export default function CustomersPage() {
  const { customerKey } = useParams<{ customerKey?: string }>();
  return customerKey === undefined ? <CustomerSearch /> : <CustomerDesk key={customerKey} customerKey={customerKey} />;
}
