import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { standIn } from './dev/standIn.ts'

// The server to develop against; without one, an in-memory stand-in answers /api.
const server = process.env.ASSAY_URL

export default defineConfig({
  plugins: [react(), ...(server ? [] : [standIn()])],
  server: server ? { proxy: { '/api': { target: server, changeOrigin: true } } } : {},
  build: { target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: true },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
