/** Owns the order of style sheets: Mantine's first, ours over them. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './styles.css';
