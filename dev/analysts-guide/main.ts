/** Owns `npm run docs:facts`: writes the analysts' pages anew from the catalogue. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../rules/catalogue';
import { generatedPages } from './pages';

const FOLDER = join(__dirname, '../../docs/analistas');

for (const [name, text] of Object.entries(generatedPages(catalogue()))) {
  writeFileSync(join(FOLDER, name), text);
  console.log(`docs/analistas/${name}`);
}
