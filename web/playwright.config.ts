import { defineConfig } from '@playwright/test'

// Runs against the real server, which e2e/server.ts starts over a temporary folder, with the browser of the machine. Each file has projects of
// its own, so two run beside each other.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/server.ts',
  fullyParallel: false,
  workers: 2,
  // a test that looks at a page in many states takes a minute on a slow machine
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    // colours are looked at as they are, not on their way from one theme to the other
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
