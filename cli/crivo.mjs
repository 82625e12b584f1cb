#!/usr/bin/env node
/** Owns how `npx crivo` starts: TypeScript as it is, like the project's other programs. */
import { createRequire } from 'node:module';
import 'tsx/cjs';

createRequire(import.meta.url)('./main.ts');
