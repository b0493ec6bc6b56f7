export function Mark() {
  return (
    <svg viewBox="0 0 22 22" width="22" height="22" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M6.6 1.5h8.8l5.1 5.1v8.8l-5.1 5.1H6.6l-5.1-5.1V6.6z" />
      <path d="M6.7 16.2 11 5.6l4.3 10.6" />
      <path d="M8.3 12.9h5.4" strokeDasharray="1.5 1.1" />
    </svg>
  )
}
