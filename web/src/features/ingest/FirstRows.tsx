import type { Upload } from '../../api/types'
import { w } from '../../i18n'
import { asText } from '../../ui/excerpt'

/** The first rows of a file as they are. */
export function FirstRows({ upload: file }: { upload: Upload }) {
  return (
    <section className="sec rows">
      <h2>
        {w.ingest.first} <small>{w.ingest.firstSmall(file.rows.length)}</small>
      </h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={w.ingest.first}>
        <table>
          <thead>
            <tr>
              {file.columns.map(c => (
                <th key={c.name} className={c.kind === 'number' ? 'r' : undefined}>
                  {c.name} <span className="kind">{w.ingest.kinds[c.kind]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.rows.slice(0, 8).map((row, i) => (
              <tr key={i}>
                {file.columns.map(c => (
                  <td key={c.name} className={c.kind === 'number' ? 'cell r' : 'cell quote'}>
                    {asText(row[c.name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
