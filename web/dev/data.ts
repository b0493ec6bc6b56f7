// Made-up mails and people for the stand-in.
import type { LabelSchema, Person } from '../src/api/types'

const WHO = ['Ilse', 'Marek', 'Jun', 'Oona', 'Petra', 'Samir', 'Tove', 'Luc']
const THING = ['walnut desk', 'reading lamp', 'oak shelf', 'wool rug', 'side table', 'bed frame', 'grey sofa', 'pair of chairs']
const MAILS: [string, (thing: string) => string][] = [
  [
    'Charged twice for order',
    t =>
      `Hello, I ordered the ${t} on 3 October and my card shows two payments of €289, both from the same minute. One of them is marked “pending”, but it has been pending for nine days now.\n\nThe ${t} itself arrived and is fine. I only want the second payment gone.`,
  ],
  [
    'Parcel says delivered, porch is empty',
    t =>
      `The tracking page says my ${t} was delivered yesterday at noon. Nobody was here, and nothing is here.\n\nCould you ask the driver which door it was?`,
  ],
  [
    'One leg is two centimetres short',
    t =>
      `The ${t} came this morning. One leg is shorter than the others, by about two centimetres. I have put a book under it for now.`,
  ],
  [
    'Please make it two, not four',
    t => `I clicked too often: my order says four of the ${t}. Two is right. It has not been sent yet, has it?`,
  ],
  [
    'The reset link opens a blank page',
    () => `I have asked for a new password three times. The mail comes, the link opens a white page, and that is all.`,
  ],
  [
    'Does the oil darken over time?',
    t => `Before I buy the ${t}: does the oak oil darken in the sun, and how much? Our room faces south.`,
  ],
  [
    'Send the money back, please',
    t => `I sent the ${t} back three weeks ago. The parcel was signed for on Monday. When will I see the refund?`,
  ],
]

export const mail = (i: number) => {
  const [subject, body] = MAILS[i % MAILS.length]!
  const thing = THING[(i * 5) % THING.length]!
  return {
    subject: `${subject} ${i % 3 === 0 ? `77-${1000 + i}` : ''}`.trim(),
    body: `${body(thing)}\n\nThanks, ${WHO[(i * 3) % WHO.length]!}`,
    lang: 'en',
  }
}

export const intent: LabelSchema = {
  fields: [
    { name: 'subject', kind: 'text' },
    { name: 'body', kind: 'text' },
  ],
  questions: [
    {
      kind: 'choice',
      mode: 'single',
      name: 'intent',
      title: 'What does the writer want first?',
      labels: [
        { name: 'billing', title: 'Billing question', hint: 'Wants an amount or invoice explained' },
        { name: 'refund', title: 'Refund', hint: 'Wants money back, for any reason' },
        { name: 'delivery', title: 'Delivery', hint: 'Where it is, when it comes, to which address' },
        { name: 'damaged', title: 'Damaged or wrong item', hint: 'What arrived is not what was ordered' },
        { name: 'change', title: 'Change an order', hint: 'Before it ships' },
        { name: 'account', title: 'Account access', hint: 'Sign-in, password, deleted account' },
        { name: 'product', title: 'Product question', hint: 'Before buying; sizes, stock, materials' },
        { name: 'none', title: 'None of these', hint: 'Skip it if you cannot tell', color: 10 },
      ].map((label, i) => ({ color: i + 1, ...label })),
    },
  ],
}

export const several: LabelSchema = {
  fields: [
    { name: 'subject', kind: 'text', title: 'Subject' },
    { name: 'body', kind: 'markdown', title: 'Message' },
  ],
  questions: [
    {
      kind: 'choice',
      mode: 'multiple',
      name: 'topics',
      title: 'What is it about?',
      labels: ['Order', 'Money', 'Shipping', 'Website'].map((title, i) => ({ name: title.toLowerCase(), title, color: i + 1 })),
      min: 1,
      max: 3,
    },
    {
      kind: 'choice',
      mode: 'taxonomy',
      name: 'product',
      title: 'Which product?',
      required: false,
      labels: [
        {
          name: 'furniture',
          title: 'Furniture',
          color: 5,
          children: [
            {
              name: 'table',
              title: 'Tables',
              children: [
                { name: 'desk', title: 'Desk' },
                { name: 'side', title: 'Side table' },
              ],
            },
            { name: 'seat', title: 'Seats' },
          ],
        },
        { name: 'light', title: 'Lighting', color: 6, children: [{ name: 'lamp', title: 'Reading lamp' }] },
        { name: 'textile', title: 'Textiles', color: 7 },
      ],
    },
    {
      kind: 'rating',
      name: 'satisfied',
      title: 'How satisfied is the writer?',
      min: 1,
      max: 5,
      captions: { '1': 'not at all', '3': 'in between', '5': 'entirely' },
    },
    {
      kind: 'text',
      name: 'note',
      title: 'Anything the next reader should know?',
      required: false,
      multiline: true,
      maxLength: 300,
    },
  ],
}

const vessels = ['Cargo ship', 'Tug', 'Sailing boat', 'Buoy', 'Crane', 'Person', 'Breakwater'].map((title, i) => ({
  name: title.toLowerCase().replace(' ', '_'),
  title,
  color: [1, 7, 5, 2, 4, 9, 3][i]!,
}))

export const harbour: LabelSchema = {
  fields: [{ name: 'photo', kind: 'image', title: 'Photo' }],
  questions: [
    {
      kind: 'boxes',
      name: 'vessels',
      title: 'Mark every vessel and what is on the quay.',
      labels: vessels,
      rotated: true,
      attributes: [{ kind: 'text', name: 'name', title: 'Name on the bow', required: false, on: ['tug', 'cargo_ship'] }],
    },
    { kind: 'polygons', name: 'land', title: 'Outline what is built.', labels: vessels.slice(6), required: false },
    {
      kind: 'keypoints',
      name: 'people',
      title: 'Where are people’s joints?',
      required: false,
      labels: [{ name: 'person', title: 'Person', color: 9 }],
      points: [{ name: 'head' }, { name: 'hip' }, { name: 'foot' }],
      edges: [
        ['head', 'hip'],
        ['hip', 'foot'],
      ],
    },
    {
      kind: 'masks',
      name: 'water',
      title: 'Paint the open water.',
      labels: [{ name: 'water', title: 'Water', color: 16 }],
      required: false,
    },
  ],
}

const NOTICES = [
  'The tug Hedda Maria left the Port of Esbjerg before dawn on 9 November with four hundred tonnes of gravel on the barge behind her. Her master, asked by the pilot service at Blåvand whether the tow was secure, said that it was. The line parted two miles off the reef, and the barge went down in eleven metres of water, upright, with her lights still on. No one was aboard. The coast guard has marked the wreck with two lit buoys; ships drawing more than nine metres should pass to the west until further notice.',
  'Captain Jo\u0301hanna 😀 of the ferry Norro\u0308na sailed from To\u0301rshavn.\r\nShe reached 東京港 in the morning; the agent 田中 met her.\n\nהאונייה כרמל הגיעה לחיפה ביום ראשון.\nMore to follow 👩‍👩‍👧.',
]

export const notice = (i: number) => ({ text: NOTICES[i % NOTICES.length]! })

export const entities: LabelSchema = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    {
      kind: 'spans',
      name: 'entities',
      title: 'Mark the names and dates',
      fields: ['text'],
      overlap: 'nested',
      discontinuous: true,
      labels: ['Ship', 'Organisation', 'Place', 'Cargo', 'Date', 'Role', 'Incident'].map((title, i) => ({
        name: title.toLowerCase(),
        title,
        color: i + 1,
      })),
      attributes: [
        {
          kind: 'choice',
          mode: 'single',
          name: 'certainty',
          title: 'How sure?',
          required: false,
          labels: [
            { name: 'sure', title: 'Sure' },
            { name: 'unsure', title: 'Unsure' },
          ],
          on: ['organisation'],
        },
      ],
    },
    {
      kind: 'relations',
      name: 'relations',
      title: 'What belongs together?',
      over: 'entities',
      required: false,
      labels: [
        { name: 'departs', title: 'departs from', from: ['ship'], to: ['place', 'organisation'], color: 1 },
        { name: 'commands', title: 'commands', from: ['role'], to: ['ship'], color: 6 },
        { name: 'same', title: 'same as', directed: false, color: 10 },
      ],
    },
    {
      kind: 'choice',
      mode: 'single',
      name: 'urgent',
      title: 'Does it warn of something?',
      required: false,
      labels: [
        { name: 'yes', title: 'Yes' },
        { name: 'no', title: 'No' },
      ],
    },
    { kind: 'text', name: 'why', title: 'Of what?', required: false, when: { question: 'urgent', is: ['yes'] } },
  ],
}

const TURNS = [
  { role: 'user', content: 'How do I get wax out of a **wool** rug?' },
  { role: 'assistant', content: 'Let it harden first. Is it a candle, or furniture wax?' },
  { role: 'user', content: 'A candle.' },
]
export const chat = (i: number) => ({
  conversation: TURNS,
  first: 'Freeze it with ice, lift off what comes loose, then iron it through paper.',
  second: i % 2 ? 'Use scissors.' : 'Put the rug in the washing machine at 60 °C.\n\n- quick\n- cheap',
  third: 'Ask a cleaner.',
  photo: '/favicon.svg',
})
export const preference: LabelSchema = {
  fields: [
    { name: 'conversation', kind: 'chat', title: 'Conversation' },
    { name: 'photo', kind: 'image', title: 'Photo', required: false },
    { name: 'first', kind: 'markdown', title: 'Answer A' },
    { name: 'second', kind: 'markdown', title: 'Answer B', beside: true },
  ],
  questions: [
    { kind: 'pairwise', name: 'better', title: 'Which answer is better?', a: 'first', b: 'second', bothBad: true },
    {
      kind: 'ranking',
      name: 'order',
      title: 'Put them in order',
      ties: true,
      labels: [
        { name: 'a', field: 'first' },
        { name: 'b', field: 'second' },
        { name: 'nothing', title: 'No answer' },
      ].map((label, i) => ({ ...label, color: i + 1 })),
    },
  ],
}

/** A drawn harbour of 1,200 × 960 pixels. */
export const photo = (i: number) =>
  `data:image/svg+xml;utf8,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="960"><path fill="#cbd8da" d="M0 0h1200v960H0z"/><path fill="#7f9ea6" d="M0 392h1200v568H0z"/><path fill="#6e716d" d="M0 392l60-14 96 6 60 20 44 24-10 14-120 6L0 452z"/><path fill="#2f3f4c" d="M318 452h560l-34 86H356z"/><path fill="#b8643f" d="M372 ${412 - (i % 3) * 20}h62v40h-62z"/><path fill="#eceee9" d="M742 334h86v118h-86z"/><path fill="#a83e33" d="M214 640h190l-22 54H240z"/><path fill="#f0efe8" d="M272 590h78v50h-78z"/><path fill="#f3f2ec" d="M596 560l4 176-74 0z"/><path fill="#c8502f" d="M112 800h28l10 40H102z"/><path fill="#8c8a83" d="M760 960l110-220h330v220z"/><circle cx="924" cy="796" r="11" fill="#e0b48e"/><path fill="#d7a22a" d="M912 808h24v36h-24z"/></svg>`,
  )}`

export const guide = `# What is an intent?

The **first** thing the writer wants, in the order they would be glad of it.

## 1 Money

- *Refund*: wants money back, whatever the reason.
- *Billing*: wants an amount explained and would be content with an explanation.

## 2 Things

If it has not been sent, it is **Change an order**. If it has, it is **Delivery**.

| they write | it is |
|---|---|
| “where is it” | Delivery |
| “it is broken” | Damaged |
`

const person = (id: number, name: string, isSimulated = false): Person => ({
  id,
  name,
  email: `${name.toLowerCase()}@example.org`,
  isAdmin: id === 1,
  isSimulated,
})
export const everyone = [person(1, 'Ada'), person(2, 'Bram'), person(3, 'Chi', true), person(4, 'Dalia', true), person(5, 'Emre')]
