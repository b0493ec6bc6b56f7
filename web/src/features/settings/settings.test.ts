import { describe, expect, it } from 'vitest'
import { w } from '../../i18n'
import api from '../../../../docs/openapi.json'

describe('the words of the aggregators', () => {
  const names = Object.keys(w.settings.aggregators)

  it('say in a sentence what each does', () => {
    expect(Object.keys(w.settings.aggregatorHints)).toEqual(names)
    for (const hint of Object.values(w.settings.aggregatorHints)) expect(hint).toMatch(/^[A-Z].*\.$/)
  })

  it('are those of the ways the server knows', () => {
    const known = api.components.schemas.ProjectChanges.properties.aggregator.description
    for (const name of names) expect(known).toContain(name)
  })

  it('tell how a label came about', () => {
    for (const name of names.filter(name => name !== 'unanimity')) {
      expect(w.data.story.finalBy).toHaveProperty(name)
      expect(w.task.how).toHaveProperty(name)
    }
  })
})
