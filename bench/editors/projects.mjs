// Projects of one task each, whose answer so far is a draft on the server.
import { crc32, deflateSync } from 'node:zlib'

const headers = { 'X-Assay': '1' }

async function call(request, method, path, data) {
  const reply = await request[method](`/api${path}`, { headers, data })
  if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`)
  return reply.status() === 204 ? null : reply.json()
}

/** An item of a text, or of an image of a size; with an answer as far as somebody has come. */
export async function projectOf(request, { name, field, question, text, image, answer }) {
  const { id } = await call(request, 'post', '/projects', {
    name,
    schema: { fields: [field], questions: [question] },
    overlap: 1,
  })
  if (image) {
    const file = {
      name: 'photo.png',
      mimeType: 'image/png',
      buffer: photo(image),
    }
    const sent = await request.post(`/api/projects/${id}/media`, {
      headers,
      multipart: { file },
    })
    if (!sent.ok()) throw new Error(await sent.text())
  }
  const sent = await request.post(`/api/projects/${id}/uploads?fileName=rows.jsonl`, {
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    data: Buffer.from(JSON.stringify({ [field.name]: text ?? 'photo.png' })),
  })
  const { uploadId } = await sent.json()
  const job = await call(request, 'post', `/projects/${id}/imports`, {
    uploadId,
    mapping: { [field.name]: field.name },
  })
  for (let state = ''; state !== 'completed';) {
    ;({ state } = await call(request, 'get', `/projects/${id}/imports/${job.id}`))
    if (state === 'failed') throw new Error('the import failed')
  }
  if (answer.length > 0) {
    const { tasks } = await call(request, 'post', `/projects/${id}/claims`, {
      count: 1,
    })
    await call(request, 'put', `/projects/${id}/tasks/${tasks[0].id}/draft`, {
      answers: { [question.name]: answer },
    })
  }
  return id
}

/** A picture as a PNG, with enough going on that it does not compress to nothing. */
function photo({ width, height }) {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  let noise = 1
  for (let y = 0, at = 0; y < height; y++) {
    at++ // the filter of the row: none
    for (let x = 0; x < width; x++) {
      noise = (noise * 1103515245 + 12345) & 0x7fffffff
      const grain = (noise >> 16) & 15
      rows[at++] = 96 + 60 * Math.sin(x / 170) + grain
      rows[at++] = 110 + 60 * Math.sin((x + y) / 230) + grain
      rows[at++] = 120 + 60 * Math.cos(y / 190) + grain
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), ...parts])
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const made = Buffer.alloc(body.length + 8)
  made.writeUInt32BE(data.length, 0)
  made.set(body, 4)
  made.writeUInt32BE(crc32(body), body.length + 4)
  return made
}
