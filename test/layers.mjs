// Holds the layer rules of .dependency-cruiser.cjs, and fails when the tool saw fewer modules than there are: a cruiser that
// cannot read TypeScript reports "0 modules, no violations" and exits green.
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const roots = process.argv.length > 2 ? process.argv.slice(2) : ['src', 'entrypoints'];

const { output } = await cruise(roots, { ...options, ruleSet: { forbidden }, validate: true }, undefined, { tsConfig: extractTsConfig('tsconfig.json') });
const seen = output.modules.filter((module) => roots.some((root) => module.source.startsWith(`${root}/`))).length;
const present = roots.flatMap((root) => readdirSync(root, { recursive: true })).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')).length;
const violations = output.summary.violations;

for (const { rule, from, to } of violations) console.error(`${rule.severity}: ${rule.name}: ${from} -> ${to}`);
if (seen < present) console.error(`error: only ${seen} of ${present} modules were seen`);
console.log(`${seen} modules, ${violations.length} violations`);
process.exitCode = violations.length > 0 || seen < present ? 1 : 0;
