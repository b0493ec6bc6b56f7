import type { LabelSchema, ProcessorUse, TriedItem, TriedMember, TriedRule } from '../../api/types'
import { f, w } from '../../i18n'
import { AnswerList } from '../../questions/AnswerList'
import { excerpt } from '../../ui/excerpt'
import { Rich } from '../../ui/Rich'
import type { TrialState } from './useTrial'

const { editor: words } = w.models

/** What came of trying: each rule in numbers, and ten items with their drafts. */
export function Trial({ schema, trial }: { schema: LabelSchema; trial: TrialState }) {
  const { result } = trial
  return (
    <section className="trial stack loose" aria-live="polite" aria-busy={trial.busy}>
      <div className="line">
        <p className={trial.error ? 'dim' : undefined}>
          {result === undefined ? (
            trial.waits ? (
              words.trySmall
            ) : trial.error ? null : (
              words.trying
            )
          ) : result.counted === 0 ? (
            words.noItems
          ) : (
            <Rich text={words.counted(result.drafted, result.counted)} />
          )}
        </p>
        <button
          type="button"
          className="btn small quiet right"
          onClick={trial.again}
          disabled={trial.busy || (!result && !trial.waits && !trial.error)}
        >
          {trial.waits || !result ? words.tryNow : words.others}
        </button>
      </div>
      {result?.processor && <RunsOn processor={result.processor} />}
      {result && result.rules.length > 0 && <Rules rules={result.rules} counted={result.counted} />}
      {result && result.members.length > 0 && <Members members={result.members} counted={result.counted} />}
      {result && result.items.length > 0 && (
        <section className="sec">
          <h2>{words.items}</h2>
          {result.items.map(item => (
            <Tried key={item.taskId} schema={schema} item={item} />
          ))}
        </section>
      )}
    </section>
  )
}

/** That a model runs on the processor is worth a word only where a GPU was wanted. */
function RunsOn({ processor }: { processor: ProcessorUse }) {
  if (processor.whyNoGpu !== null) return <p className="sm heed">{words.notOnGpu(processor.whyNoGpu)}</p>
  return processor.name === 'CUDA' ? <p className="sm dim">{words.onGpu}</p> : null
}

function Tried({ schema, item }: { schema: LabelSchema; item: TriedItem }) {
  return (
    <div className={item.answers ? 'saidrow draft' : 'saidrow'}>
      <p className="tried">{excerpt(schema, item.data)}</p>
      {item.answers ? (
        <>
          <AnswerList schema={schema} item={item} answers={item.answers} />
          {item.confidence !== null && <p className="sm dim">{words.sure(item.confidence)}</p>}
        </>
      ) : (
        <p className="sm dim">{words.abstains}</p>
      )}
      {item.violations.map(violation => (
        <p key={violation.path + violation.rule} className="sm error">
          {violation.message}
        </p>
      ))}
    </div>
  )
}

function Members({ members, counted }: { members: readonly TriedMember[]; counted: number }) {
  const columns = words.memberColumns
  const learned = members.some(member => member.accuracy !== null)
  return (
    <section className="sec">
      <h2>
        {words.inputs.members} <small>{words.ruleHint(counted)}</small>
      </h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={words.inputs.members}>
        <table className="co">
          <thead>
            <tr>
              <th>{columns.member}</th>
              <th>{columns.version}</th>
              <th className="r">{columns.drafts}</th>
              {learned && <th className="r">{columns.learned}</th>}
            </tr>
          </thead>
          <tbody>
            {members.map(member => (
              <tr key={member.name}>
                <th scope="row">{member.name}</th>
                <td className="mono">{member.version}</td>
                <td className="r">{f.num(member.drafts)}</td>
                {learned && <td className="r">{member.accuracy === null ? '' : f.percent(member.accuracy)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Rules({ rules, counted }: { rules: readonly TriedRule[]; counted: number }) {
  const columns = words.ruleColumns
  const learned = rules.some(rule => rule.learned !== null)
  return (
    <section className="sec">
      <h2>
        {words.rules} <small>{words.ruleHint(counted)}</small>
      </h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={words.rules}>
        <table className="co">
          <thead>
            <tr>
              <th>{columns.rule}</th>
              <th>{columns.label}</th>
              <th className="r">{columns.votes}</th>
              <th className="r">{columns.overlaps}</th>
              <th className="r">{columns.conflicts}</th>
              {learned && <th className="r">{columns.learned}</th>}
              <th className="r">{columns.right}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(rule => (
              <tr key={rule.name}>
                <th scope="row" className="mono">
                  {rule.name}
                </th>
                <td>{rule.label}</td>
                <td className="r">{f.num(rule.votes)}</td>
                <td className="r dim">{f.num(rule.overlaps)}</td>
                <td className={rule.conflicts > 0 ? 'r heed' : 'r dim'}>{f.num(rule.conflicts)}</td>
                {learned && <td className="r">{rule.learned === null ? '' : f.percent(rule.learned)}</td>}
                <td className="r">
                  {rule.known > 0 ? words.right(rule.right, rule.known) : rule.votes > 0 ? words.unknown : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
