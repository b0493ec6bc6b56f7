# The steps of ./test and their sum. A step prints to its log; it counts tests by calling count. Expects $what, $filter.
logs=$root/artifacts/test
rm -rf -- "$logs"
mkdir -p -- "$logs"
passed=0 failed=0 skipped=0 broken=()

# count PASSED FAILED SKIPPED of the step that is running
count() { printf '%s %s %s\n' "$1" "$2" "$3" >"$logs/count"; }

# step NAME COMMAND…: runs it, shows its time and, when it fails, what it said. A step that failed without counting counts as one.
step() {
  local name=$1 log began=$SECONDS status=0 p=0 f=0 s=0 tally=
  shift
  log=$logs/${name//[ \/]/-}.log
  rm -f -- "$logs/count"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [[ -e $logs/count ]]; then
    read -r p f s <"$logs/count"
    tally=" $p passed, $f failed"
    ((s == 0)) || tally+=", $s skipped"
    if [[ ${ASSAY_REQUIRE_ALL-} == 1 ]]; then
      ((f += s)) || true
      s=0
    fi
  fi
  ((status == 0 || f > 0)) || f=1
  ((passed += p, failed += f, skipped += s)) || true
  if ((f == 0)); then
    printf '  ok     %-28s %4d s %s\n' "$name" $((SECONDS - began)) "$tally"
  else
    broken+=("$name")
    printf '  FAILED %-28s %4d s %s\n' "$name" $((SECONDS - began)) "$tally"
    tail -n 200 -- "$log" | sed 's/^/         /'
    printf '         (all of it: %s)\n' "$log"
  fi
}

# check NAME COMMAND…: a step that is one test itself
check() {
  local name=$1
  shift
  step "$name" one "$@"
}

one() {
  if "$@"; then count 1 0 0; else count 0 1 0; fi
}

stop_if_failed() { ((failed == 0)) || report; }

report() {
  ((${#broken[@]} == 0)) || printf 'failed: %s\n' "${broken[*]}"
  if ((passed + failed == 0)); then
    echo "no test matches '$filter'"
    failed=1
  fi
  printf '%d passed, %d failed' "$passed" "$failed"
  ((skipped == 0)) || printf ', %d skipped' "$skipped"
  echo
  exit $((failed > 0))
}

# Debian's Chromium and PostgreSQL: a downloaded browser would be another one on every machine.
install_programs() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
  ((${#missing[@]} > 0)) || return 0
  if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    echo "missing: ${missing[*]}; install them (Debian, as root: apt-get install ${missing[*]})"
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q && apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# Restore must not change the lock files: what is tested is what is committed.
build_everything() {
  exec 9>artifacts/lock
  flock 9
  dotnet restore Assay.slnx --locked-mode --disable-build-servers -v quiet 9<&- &&
    dotnet build Assay.slnx -c Release --no-restore --disable-build-servers -v quiet 9<&-
  local status=$?
  exec 9>&-
  return "$status"
}

dotnet_tests() {
  local dll output status=0 arguments=(--no-ansi --progress off --timeout 10m)
  dll=$(compgen -G "$1/bin/Release/net10.0/Assay.*.Tests.dll") || return
  [[ -z $filter ]] || arguments+=(--filter-method "*$filter*" --ignore-exit-code 8)
  [[ ${ASSAY_REQUIRE_ALL-} != 1 ]] || arguments+=(--fail-skips on)
  output=$logs/$(basename -- "$1").out
  dotnet "$dll" "${arguments[@]}" 2>&1 | tee -- "$output" || status=$?
  local number='s/^ *%s: *\([0-9]*\).*/\1/p'
  count "$(last "${number/\%s/succeeded}" "$output")" "$(last "${number/\%s/failed}" "$output")" "$(last "${number/\%s/skipped}" "$output")"
  return "$status"
}

last() {
  local found
  found=$(sed -n "$1" "$2" | tail -n 1)
  echo "${found:-0}"
}

web_tests() {
  local status=0 arguments=(--reporter=default --reporter=json --outputFile="$logs/vitest.json")
  [[ -z $filter ]] || arguments+=(--passWithNoTests -t "$filter")
  (cd web && npx --no-install vitest run "${arguments[@]}") || status=$?
  count_json vitest.json 'r => [r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests]'
  return "$status"
}

# web/src/api/schema.d.ts is what docs/openapi.json makes of it (npm run api), and Server.Tests hold docs/openapi.json to the server
client_is_fresh() {
  (cd web && npx --no-install openapi-typescript ../docs/openapi.json -o "$logs/schema.d.ts") &&
    diff -u web/src/api/schema.d.ts "$logs/schema.d.ts" || {
    echo "the generated client is stale: run npm run api in web/ and commit what it writes"
    return 1
  }
}

built_program() {
  local now
  now=$(fingerprint)
  [[ -e artifacts/build-$now/Assay.Cli.dll ]] || (build "$now")
}

# web/e2e/server.ts starts the program built above over a temporary folder, on a free port, and ends it by its own process.
browser_tests() {
  local status=0 arguments=(--reporter=list,json)
  [[ -z $filter ]] || arguments+=(--pass-with-no-tests -g "$filter")
  (cd web && PLAYWRIGHT_JSON_OUTPUT_NAME="$logs/playwright.json" npx --no-install playwright test "${arguments[@]}") || status=$?
  count_json playwright.json 'r => [r.stats.expected + r.stats.flaky, r.stats.unexpected, r.stats.skipped]'
  return "$status"
}

# count_json FILE FUNCTION: three numbers out of a runner's own report
count_json() {
  local numbers
  [[ -e $logs/$1 ]] || return
  numbers=$(node -p "($2)(JSON.parse(require('fs').readFileSync(process.argv[1]))).join(' ')" "$logs/$1") && count $numbers
}
