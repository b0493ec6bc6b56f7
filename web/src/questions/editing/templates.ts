import type { LabelSchema } from '../../api/types'
import { w } from '../../i18n'

export interface Template {
  readonly id: keyof typeof w.schema.templates
  readonly schema: LabelSchema
}

const body: LabelSchema['fields'] = [{ name: 'text', kind: 'text' }]
const picture: LabelSchema['fields'] = [{ name: 'image', kind: 'image' }]
const recording: LabelSchema['fields'] = [{ name: 'audio', kind: 'audio' }]
const labels = (titles: readonly string[]) =>
  titles.map((title, i) => ({ name: title.toLowerCase().replace(/[^a-z]+/g, '_'), title, color: i + 1 }))

/** Where a new project can start; every one is then edited like any other schema. */
export const templates: readonly Template[] = (() => {
  const { example } = w.schema
  return [
    {
      id: 'topic',
      schema: {
        fields: body,
        questions: [{ kind: 'choice', mode: 'single', name: 'topic', title: example.topic, labels: labels(example.topics) }],
      },
    },
    {
      id: 'sentiment',
      schema: {
        fields: body,
        questions: [
          { kind: 'choice', mode: 'single', name: 'sentiment', title: example.sentiment, labels: labels(example.sentiments) },
        ],
      },
    },
    {
      id: 'tags',
      schema: {
        fields: body,
        questions: [
          { kind: 'choice', mode: 'multiple', name: 'tags', title: example.tags, labels: labels(example.topics), min: 1 },
        ],
      },
    },
    {
      id: 'rating',
      schema: {
        fields: body,
        questions: [{ kind: 'rating', name: 'rating', title: example.rating, min: 1, max: 5, captions: example.captions }],
      },
    },
    {
      id: 'tree',
      schema: {
        fields: body,
        questions: [
          {
            kind: 'choice',
            mode: 'taxonomy',
            name: 'category',
            title: example.tree,
            max: 1,
            labels: example.categories.map(([title, children], i) => ({
              ...labels([title])[0]!,
              color: i + 1,
              children: labels(children).map(({ name, title: t }) => ({ name, title: t })),
            })),
          },
        ],
      },
    },
    {
      id: 'text',
      schema: {
        fields: body,
        questions: [{ kind: 'text', name: 'answer', title: example.text, multiline: true, maxLength: 2000 }],
      },
    },
    {
      id: 'entities',
      schema: {
        fields: body,
        questions: [{ kind: 'spans', name: 'entities', title: example.entities, labels: labels(example.entityKinds) }],
      },
    },
    {
      id: 'relations',
      schema: {
        fields: body,
        questions: [
          { kind: 'spans', name: 'entities', title: example.entities, labels: labels(example.entityKinds) },
          {
            kind: 'relations',
            name: 'relations',
            title: example.relations,
            over: 'entities',
            labels: labels(example.relationKinds),
          },
        ],
      },
    },
    {
      id: 'detection',
      schema: {
        fields: picture,
        questions: [{ kind: 'boxes', name: 'boxes', title: example.detection, labels: labels(example.vehicles) }],
      },
    },
    {
      id: 'segmentation',
      schema: {
        fields: picture,
        questions: [{ kind: 'masks', name: 'masks', title: example.segmentation, labels: labels(example.surfaces) }],
      },
    },
    {
      id: 'pose',
      schema: {
        fields: picture,
        questions: [
          {
            kind: 'keypoints',
            name: 'pose',
            title: example.pose,
            labels: labels(example.person),
            points: example.joints.map(name => ({ name })),
            edges: example.bones,
          },
        ],
      },
    },
    {
      id: 'audio',
      schema: {
        fields: recording,
        questions: [{ kind: 'segments', name: 'events', title: example.events, labels: labels(example.sounds) }],
      },
    },
    {
      id: 'preference',
      schema: {
        fields: [
          { name: 'conversation', kind: 'chat' },
          { name: 'answer_a', kind: 'markdown', title: example.answers[0] },
          { name: 'answer_b', kind: 'markdown', title: example.answers[1], beside: true },
        ],
        questions: [
          { kind: 'pairwise', name: 'better', title: example.better, a: 'answer_a', b: 'answer_b', bothBad: true },
          {
            kind: 'text',
            name: 'why',
            title: example.why,
            required: false,
            multiline: true,
            when: { question: 'better', is: ['both_bad'] },
          },
        ],
      },
    },
    {
      id: 'summary',
      schema: {
        fields: [
          { name: 'text', kind: 'text', title: example.source },
          { name: 'summary', kind: 'text', title: example.summary, beside: true },
        ],
        questions: (['faithful', 'complete', 'readable'] as const).map(name => ({
          kind: 'rating',
          name,
          title: example.summaryRatings[name],
          min: 1,
          max: 5,
          captions: example.captions,
        })),
      },
    },
  ]
})()
