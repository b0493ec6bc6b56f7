import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { owner } from './people'

/** Starts the program that ./assay built last on a free port, makes the first owner, and ends it by its own process. */
export default async function start() {
  const data = mkdtempSync(join(tmpdir(), 'assay-e2e-'))
  const { said, stop } = await run('serve', data)
  const link = /(http:\S+?)\/setup\?token=(\S+)/.exec(said)
  if (!link) throw new Error(`no one-time link in what the server said:\n${said}`)
  process.env.ASSAY_URL = link[1]
  await setUp(link[1] ?? '', link[2] ?? '')
  return async () => {
    await stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/** A server of its own, with an owner, to which everything goes until it is over: for what the environment of a server decides. */
export async function apart(variables: Record<string, string>, play: () => Promise<void>) {
  const before = { ...process.env }
  const data = mkdtempSync(join(tmpdir(), 'assay-apart-'))
  Object.assign(process.env, variables)
  const { said, stop } = await run('serve', data)
  try {
    const link = /(http:\S+?)\/setup\?token=(\S+)/.exec(said)
    process.env.ASSAY_URL = link?.[1] ?? ''
    await setUp(link?.[1] ?? '', link?.[2] ?? '')
    await play()
  } finally {
    process.env = before
    await stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function setUp(url: string, token: string) {
  const made = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { 'X-Assay': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify({ token, ...owner }),
  })
  if (!made.ok) throw new Error(await made.text())
}

/** Runs the program on a free port until it is told to stop; what it said until it was ready comes along. */
export async function run(verb: string, data: string, ...options: string[]) {
  const program = newest(resolve(import.meta.dirname, '../../artifacts'))
  const server = spawn('dotnet', [program, verb, '--port', '0', '--data', data, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await new Promise<string>((tell, fail) => {
    let text = ''
    server.stdout.on('data', (some: Buffer) => {
      text += some.toString()
      if (text.includes('Ctrl C')) tell(text)
    })
    server.on('exit', code => fail(new Error(`the server ended with ${code}: ${text}`)))
  })
  const stop = async () => {
    server.removeAllListeners('exit')
    const ended = new Promise(done => server.on('exit', done))
    server.kill('SIGTERM')
    await ended
  }
  return { said, stop }
}

function newest(artifacts: string) {
  const built = readdirSync(artifacts)
    .filter(name => name.startsWith('build-'))
    .map(name => join(artifacts, name, 'Assay.Cli.dll'))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (!built[0]) throw new Error('nothing is built; run ./assay --help once')
  return built[0]
}
