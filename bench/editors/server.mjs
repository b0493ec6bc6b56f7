import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const headers = { 'X-Assay': '1' }

/** The program as it is built now, over a temporary folder. */
export async function startServer(root) {
  const data = mkdtempSync(join(tmpdir(), 'assay-bench-'))
  const server = spawn(process.env.ASSAY_PROGRAM ?? join(root, 'assay'), ['serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const link = await new Promise((tell, fail) => {
    let said = ''
    server.stdout.on('data', some => {
      said += some
      const found = /(http:\S+?)\/setup\?token=(\S+)/.exec(said)
      if (found && said.includes('Ctrl C')) tell(found)
    })
    server.on('exit', code => fail(new Error(`the server ended with ${code}: ${said}`)))
  })
  return {
    url: link[1],
    async signIn(request) {
      const person = {
        name: 'Bench',
        email: 'bench@example.org',
        password: 'a long enough secret',
      }
      const reply = await request.post('/api/setup', {
        headers,
        data: { token: link[2], ...person },
      })
      if (!reply.ok()) throw new Error(await reply.text())
    },
    async stop() {
      server.removeAllListeners('exit')
      const ended = new Promise(done => server.on('exit', done))
      server.kill('SIGTERM')
      await ended
      rmSync(data, { recursive: true, force: true })
    },
  }
}
