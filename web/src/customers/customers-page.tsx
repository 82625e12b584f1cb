/** Owns the page of one customer: found by a few letters or a document, then everything the desk knows. */
export default function CustomersPage() {
  return null;
}
