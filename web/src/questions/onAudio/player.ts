// The sound of a recording: plays, loops, plays a stretch once, and tells where its head is with every frame. Outside React, because the head moves
// without anything being drawn anew.
import type { Stretch } from './viewport'

export interface PlayerState {
  readonly isPlaying: boolean
  readonly failed: boolean
  /** Seconds, once the browser knows. */
  readonly length: number | null
}

/** What is listened to. */
export interface Wanted {
  readonly speed: number
  readonly loops: boolean
  /** What is looped; the whole where it is absent. */
  readonly selected: Stretch | undefined
}

/** The part of an audio element that is used. */
export type Sound = Pick<
  HTMLAudioElement,
  'currentTime' | 'duration' | 'paused' | 'readyState' | 'playbackRate' | 'play' | 'pause' | 'addEventListener'
>

/** A head so little before the looped stretch is on its way into it. */
const LEAD = 0.05

export class Player {
  private moved: (head: number) => void = () => undefined
  private state: PlayerState = { isPlaying: false, failed: false, length: null }
  private wanted: Wanted = { speed: 1, loops: false, selected: undefined }
  /** Where the head is while the sound cannot say. */
  private head = 0
  private once: Stretch | null = null
  private frame = 0
  private readonly listeners = new Set<() => void>()

  /** Without a sound there is still a head to be moved. */
  constructor(private readonly sound: Sound | null) {
    sound?.addEventListener('play', () => this.playing(true))
    sound?.addEventListener('pause', () => this.playing(false))
    sound?.addEventListener('ended', () => this.ended())
    sound?.addEventListener('error', () => this.become({ failed: true, isPlaying: false }))
    // Also while the page is out of sight and draws no frames.
    sound?.addEventListener('timeupdate', () => this.step())
    sound?.addEventListener('loadedmetadata', () => this.loaded())
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
  readonly snapshot = () => this.state

  want(wanted: Wanted) {
    this.wanted = wanted
    if (this.sound) this.sound.playbackRate = wanted.speed
  }

  /** Who is told where the head is, at once and whenever it moves. */
  follow(moved: (head: number) => void) {
    this.moved = moved
    moved(this.now())
  }

  /** Seconds at the head. */
  readonly now = () => (this.sound && this.sound.readyState > 0 ? this.sound.currentTime : this.head)

  readonly seek = (to: number) => {
    this.once = null
    this.go(to)
  }

  readonly toggle = () => {
    this.once = null
    if (!this.sound) return
    if (!this.sound.paused) return this.sound.pause()
    const again = this.looped()
    if (again && (this.now() < again.start || this.now() >= again.end)) this.go(again.start)
    this.play()
  }

  readonly playOnce = (stretch: Stretch) => {
    this.go(stretch.start)
    this.once = stretch
    this.play()
  }

  readonly pause = () => this.sound?.pause()

  private go(to: number) {
    this.head = to
    if (this.sound) this.sound.currentTime = to
    this.moved(to)
  }

  private play() {
    this.become({ failed: false })
    this.sound?.play().catch((error: unknown) => {
      // A pause that comes before the sound does is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.become({ failed: true })
    })
  }

  private looped(): Stretch | null {
    return this.wanted.loops ? (this.wanted.selected ?? null) : null
  }

  private step() {
    const at = this.now()
    this.head = at
    if (this.once && at >= this.once.end) {
      const { end } = this.once
      this.once = null
      this.sound?.pause()
      return this.go(end)
    }
    const again = this.state.isPlaying && !this.once ? this.looped() : null
    if (again && (at >= again.end || at < again.start - LEAD)) return this.go(again.start)
    this.moved(at)
  }

  private playing(isPlaying: boolean) {
    this.become({ isPlaying })
    cancelAnimationFrame(this.frame)
    const tick = () => {
      this.step()
      this.frame = requestAnimationFrame(tick)
    }
    if (isPlaying) this.frame = requestAnimationFrame(tick)
  }

  private ended() {
    this.once = null
    if (!this.wanted.loops) return this.playing(false)
    this.go(this.looped()?.start ?? 0)
    this.play()
  }

  private loaded() {
    if (!this.sound) return
    // A new source begins at the usual speed.
    this.sound.playbackRate = this.wanted.speed
    const { duration } = this.sound
    if (Number.isFinite(duration) && duration > 0) this.become({ length: duration })
    if (this.head > 0) this.sound.currentTime = this.head
  }

  private become(change: Partial<PlayerState>) {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
}
