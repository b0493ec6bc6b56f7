// The table of docs/methods/aggregation.md, made from what `assay aggregate … --json` prints:
//   node scripts/docs-tables.mjs           writes it
//   node scripts/docs-tables.mjs --check   fails when the page shows anything else
// Crowds and the figures of others are in ASSAY_SHARED, or ../shared. ASSAY_PROGRAM names a built Assay.Cli.dll to run instead of ./assay.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const data = join(process.env.ASSAY_SHARED ?? join(root, '..', 'shared'), 'data');
const page = join(root, 'docs', 'methods', 'aggregation.md');
const [begin, end] = ['<!-- table -->\n', '<!-- end of table -->'];

const crowds = ['d_product', 'd_possent', 's_rel', 'rte', 'bluebird', 'web', 'sp', 'sp_amt', 'cf', 'cf_amt'];
// ours, its title, and its names among the computed and the published figures
const methods = [
  ['majority', 'Majority', 'MV_lowest_label_on_tie', 'MV'],
  ['wawa', 'Wawa', 'Wawa', 'Wawa'],
  ['zero_based_skill', 'Zero-based skill', 'ZeroBasedSkill', ''],
  ['one_coin_dawid_skene', 'One-coin Dawid-Skene', 'OneCoinDS', ''],
  ['dawid_skene', 'Dawid-Skene', 'DS', 'DS'],
  ['glad', 'GLAD', 'GLAD', 'GLAD'],
  ['mace', 'MACE', 'MACE', 'MACE'],
  ['ebcc', 'EBCC', '', 'EBCC'],
];
const othersPublished = ['MV', 'Wawa', 'DS', 'GLAD', 'KOS', 'MACE', 'M-MSR', 'IBCC', 'EBCC', 'BWA'];
const othersComputed = ['MV_lowest_label_on_tie', 'Wawa', 'ZeroBasedSkill', 'OneCoinDS', 'DS', 'MACE', 'GLAD', 'KOS'];

if (!existsSync(join(data, 'reference'))) {
  console.log(`the crowds are not here: no ${join(data, 'reference')}`);
  process.exit(process.argv[2] === '--check' ? 0 : 1);
}

const read = (...parts) => JSON.parse(readFileSync(join(data, ...parts), 'utf8'));
const computed = read('reference', 'crowd_computed.json').results;
const sources = read('reference', 'published.json').crowd;
const published = (crowd, name) => Math.max(0, ...['crowd_kit_paper', 'ibcc_ebcc_bwa'].map(source => sources[source][crowd]?.[name] ?? 0));
const digits = accuracy => accuracy.toFixed(4).replace(/^0/, '');

function aggregate(crowd, method) {
  const file = name => join(data, 'crowd', crowd, name);
  const verb = ['aggregate', file('label.csv'), '--method', method, '--truth', file('truth.csv'), '--duplicates', 'last', '--json'];
  const [program, ...before] = process.env.ASSAY_PROGRAM ? ['dotnet', process.env.ASSAY_PROGRAM] : [join(root, 'assay')];
  return JSON.parse(execFileSync(program, [...before, ...verb], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

function row(crowd) {
  const ours = methods.map(([name]) => aggregate(crowd, name));
  const cells = methods.map(([, , theirs, inPrint], m) => {
    const figures = [...new Set([computed[crowd][theirs], published(crowd, inPrint)].filter(figure => figure > 0).map(digits))];
    return `**${digits(ours[m].accuracy)}**${figures.length > 0 ? ` (${figures.join(', ')})` : ''}`;
  });
  const best = [
    ...othersPublished.map(name => [published(crowd, name), name]),
    ...othersComputed.map(name => [computed[crowd][name] ?? 0, name.replace(/^MV_.*/, 'MV')]),
  ].reduce((most, next) => (next[0] > most[0] ? next : most));
  const { tasks, answers, annotators, labels } = ours[0];
  return [crowd, tasks, answers, annotators, labels, ...cells, `${digits(best[0])} ${best[1]}`];
}

const line = cells => `| ${cells.join(' | ')} |\n`;
const head = ['crowd', 'items', 'votes', 'people', 'classes', ...methods.map(([, title]) => title), 'best published or computed'];
const table = line(head) + `|${'---|'.repeat(head.length)}\n` + crowds.map(crowd => line(row(crowd))).join('');

const now = readFileSync(page, 'utf8');
const made = now.slice(0, now.indexOf(begin) + begin.length) + table + now.slice(now.indexOf(end));
if (process.argv[2] !== '--check') writeFileSync(page, made);
else if (made !== now) {
  console.log(`docs/methods/aggregation.md shows other figures than the verbs print; node scripts/docs-tables.mjs writes these:\n${table}`);
  process.exit(1);
}
