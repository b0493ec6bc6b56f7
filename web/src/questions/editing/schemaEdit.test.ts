import { expect, test } from 'vitest'
import type { BoxesQuestion, ChoiceQuestion, LabelSchema } from '../../api/types'
import { turnsOf } from '../item/turns'
import { parseSchema, violationsAt } from './parse'
import { sampleItem } from './samples'
import { edit, nameFrom, namesIn, titlesFrom, type Edit } from './schemaEdit'
import { templates } from './templates'

const none: ReadonlySet<string> = new Set()
const start: LabelSchema = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    {
      kind: 'choice',
      mode: 'single',
      name: 'topic',
      title: 'Topic',
      labels: [
        { name: 'news', title: 'News', color: 1 },
        { name: 'sport', title: 'Sport', color: 2 },
      ],
    },
  ],
}
const run = (changes: Edit[], fixed = none) => changes.reduce((schema, change) => edit(schema, change, fixed), start)
const labels = (schema: LabelSchema) => (schema.questions[0] as ChoiceQuestion).labels

test('a name is made from a title, without accents, once', () => {
  expect(nameFrom('Größe & Façade!', [], 'x')).toBe('gro_e_facade')
  expect(nameFrom('News', ['news', 'news_2'], 'x')).toBe('news_3')
  expect(nameFrom('新闻', [], 'label')).toBe('label')
})
test('a name follows its title until answers use it', () => {
  const change: Edit = { type: 'label', question: 0, path: [0], change: { title: 'World news' } }
  expect(labels(run([change]))[0]).toEqual({ name: 'world_news', title: 'World news', color: 1 })
  expect(labels(run([change], namesIn(start)))[0]).toEqual({ name: 'news', title: 'World news', color: 1 })
})
test('a name given by hand no longer follows', () => {
  const renamed = run([
    { type: 'question', index: 0, change: { name: 'subject' } },
    { type: 'question', index: 0, change: { title: 'About?' } },
  ])
  expect(renamed.questions[0]).toMatchObject({ name: 'subject', title: 'About?' })
})
test('new labels take the next free colour and a name of their own', () => {
  expect(labels(run([{ type: 'add_labels', question: 0, parent: [], titles: ['Sport', 'Art'] }])).slice(2)).toEqual([
    { name: 'sport_2', title: 'Sport', color: 3 },
    { name: 'art', title: 'Art', color: 4 },
  ])
})
test('labels below a label, moved and removed by their path', () => {
  const tree = run([{ type: 'add_labels', question: 0, parent: [1], titles: ['Ball', 'Ski'] }])
  expect(labels(tree)[1]?.children?.map(l => l.name)).toEqual(['ball', 'ski'])
  const moved = edit(tree, { type: 'move_label', question: 0, path: [1, 1], by: -1 }, none)
  expect(labels(moved)[1]?.children?.map(l => l.name)).toEqual(['ski', 'ball'])
  const removed = edit(moved, { type: 'remove_label', question: 0, path: [1, 0] }, none)
  expect(labels(removed)[1]?.children?.map(l => l.name)).toEqual(['ball'])
})
test('moving past the end changes nothing', () => expect(run([{ type: 'move_question', index: 0, by: 1 }])).toEqual(start))
test('what is emptied is left out', () => {
  const hinted = run([{ type: 'question', index: 0, change: { hint: 'x' } }])
  expect(hinted.questions[0]).toHaveProperty('hint', 'x')
  expect(edit(hinted, { type: 'question', index: 0, change: { hint: '' } }, none).questions[0]).not.toHaveProperty('hint')
})
test('pasted labels are one a line, once each', () => expect(titlesFrom(' A \n\nB\nA\n')).toEqual(['A', 'B']))

const words = { notASchema: 'not a schema' }
test('JSON that is not a schema is told from JSON that is broken', () => {
  expect(parseSchema('{', words).problem).not.toBe('not a schema')
  expect(parseSchema('{"fields":[]}', words).problem).toBe('not a schema')
  expect(parseSchema('{"fields":[],"questions":[{"kind":"dance"}]}', words).problem).toBe('not a schema')
  expect(parseSchema(JSON.stringify(start), words).schema).toEqual(start)
})
test('a complaint belongs to the part that holds its path, not to one whose number begins alike', () => {
  const all = [{ path: 'questions[1].labels[0].name', rule: 'r', message: 'm' }]
  expect(violationsAt(all, 'questions[1]')).toHaveLength(1)
  expect(violationsAt([{ path: 'questions[10]', rule: 'r', message: 'm' }], 'questions[1]')).toHaveLength(0)
})
test('every template has unique names that the rules allow', () => {
  for (const { schema } of templates) for (const name of namesIn(schema)) expect(name).toMatch(/^[a-z0-9_-]{1,64}$/)
})
const detection: LabelSchema = {
  fields: [{ name: 'image', kind: 'image' }],
  questions: [
    { kind: 'choice', mode: 'single', name: 'scene', title: 'Scene', labels: [{ name: 'street' }, { name: 'field' }] },
    {
      kind: 'boxes',
      name: 'things',
      title: 'Things',
      labels: [
        { name: 'car', title: 'Car' },
        { name: 'dog', title: 'Dog' },
      ],
      when: { question: 'scene', is: ['street'] },
    },
  ],
}
const attributes = (schema: LabelSchema) => (schema.questions[1] as BoxesQuestion).attributes
const asked = (changes: Edit[]) =>
  changes.reduce((schema, change) => edit(schema, { type: 'attributes', question: 1, edit: change }, none), detection)

test('attributes are edited like questions, and are gone with the last', () => {
  const made = asked([
    { type: 'add_question', kind: 'choice' },
    { type: 'question', index: 0, change: { title: 'Which colour?' } },
    { type: 'add_labels', question: 0, parent: [], titles: ['Red', 'Blue'] },
  ])
  expect(attributes(made)).toEqual([
    {
      kind: 'choice',
      mode: 'single',
      name: 'which_colour',
      title: 'Which colour?',
      labels: [
        { name: 'red', title: 'Red', color: 1 },
        { name: 'blue', title: 'Blue', color: 2 },
      ],
    },
  ])
  expect([...namesIn(made)]).toEqual(expect.arrayContaining(['which_colour', 'blue']))
  const gone = edit(made, { type: 'attributes', question: 1, edit: { type: 'remove_question', index: 0 } }, none)
  expect(gone).toEqual(detection)
})
test('an attribute follows a label that is renamed or removed', () => {
  const made = asked([
    { type: 'add_question', kind: 'text' },
    { type: 'question', index: 0, change: { on: ['car', 'dog'] } as never },
  ])
  const renamed = edit(made, { type: 'label', question: 1, path: [0], change: { title: 'Motor car' } }, none)
  expect(attributes(renamed)![0]!.on).toEqual(['motor_car', 'dog'])
  const removed = edit(renamed, { type: 'remove_label', question: 1, path: [0] }, none)
  expect(attributes(removed)![0]!.on).toEqual(['dog'])
})
test('a condition follows the question and the label it names', () => {
  const changes: Edit[] = [
    { type: 'question', index: 0, change: { name: 'place' } },
    { type: 'label', question: 0, path: [0], change: { name: 'road' } },
  ]
  const after = changes.reduce((schema, change) => edit(schema, change, none), detection)
  expect(after.questions[1]!.when).toEqual({ question: 'place', is: ['road'] })
})
test('relations follow the marks they link', () => {
  const links: LabelSchema = {
    fields: [{ name: 'text', kind: 'text' }],
    questions: [
      { kind: 'spans', name: 'names', title: '', labels: [{ name: 'per' }, { name: 'org' }] },
      { kind: 'relations', name: 'links', title: '', over: 'names', labels: [{ name: 'in', from: ['per'], to: ['org'] }] },
    ],
  }
  const changes: Edit[] = [
    { type: 'question', index: 0, change: { name: 'marks' } },
    { type: 'label', question: 0, path: [0], change: { name: 'person' } },
    { type: 'remove_label', question: 0, path: [1] },
  ]
  const after = changes.reduce((schema, change) => edit(schema, change, none), links)
  expect(after.questions[1]).toMatchObject({ over: 'marks', labels: [{ name: 'in', from: ['person'], to: [] }] })
})
test('there is something to try for every kind of field', () => {
  for (const { schema } of templates) {
    const { data, media } = sampleItem(schema)
    for (const { name, kind } of schema.fields) {
      expect(data[name], `${kind} ${name}`).toBeTruthy()
      expect(kind === 'image' || kind === 'audio').toBe(media[name] !== undefined)
      if (kind === 'chat') expect(turnsOf(data[name])).not.toBeNull()
    }
  }
})
