# Shared by ./assay and ./test: what the program is built from, and how. Expects $root.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf 'assay: %s\n' "$*" >&2; }

# The path, size and time of change of every file below the given ones. Not the newest time alone: a deleted file and a checkout of
# something older are changes too.
listing() {
  (cd -- "$root" && find "$@" \( -name bin -o -name obj -o -name node_modules -o -name dist -o -name e2e -o -name test-results \
    -o -name playwright-report \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null || true) | LC_ALL=C sort
}

digest() { sha256sum | cut -c1-16; }

dotnet_inputs() { listing src samples global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig; }

web_inputs() { listing web; }

fingerprint() { { dotnet_inputs; web_inputs; } | digest; }

need_dotnet() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^1[0-9]\.'; then
    say "the .NET SDK 10 is missing; install it (Debian: apt-get install dotnet-sdk-10.0 from Microsoft's package source, or see https://dot.net)"
    return 1
  fi
}

need_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null || (($(node -p 'process.versions.node.split(".")[0]') < 20)); then
    say "Node 20 or newer with npm is missing; install it (Debian: apt-get install nodejs npm, or see https://nodejs.org)"
    return 1
  fi
}

# Runs a command in silence; when it fails, shows its errors, or its end if it named none.
quietly() {
  local what=$1 log=$root/artifacts/build.log
  shift
  if ! "$@" >"$log" 2>&1 </dev/null 8<&- 9<&-; then
    say "$what failed:"
    { grep -E '(error|ERR!|✗|✘)' "$log" | sed 's/ \[[^]]*proj\]$//' | sort -u | head -40 | grep . || tail -n 40 "$log"; } >&2
    say "everything it said is in $log"
    return 1
  fi
}

install_web_packages() {
  local stamp=$root/web/node_modules/.assay-stamp now
  now=$(cat -- "$root/web/package.json" "$root/web/package-lock.json" | digest)
  [[ -e $stamp && $(<"$stamp") == "$now" ]] && return
  need_node || return
  quietly "npm ci" npm --prefix "$root/web" ci --no-audit --no-fund || return
  printf '%s' "$now" >"$stamp"
}

build_web() {
  [[ -e $root/web/package.json ]] || return 0
  local stamp=$root/artifacts/web-stamp now
  now=$(web_inputs | digest)
  [[ -e $stamp && $(<"$stamp") == "$now" && -e $root/web/dist/index.html ]] && return
  need_node && install_web_packages || return
  quietly "building the web app" npm --prefix "$root/web" run build || return
  printf '%s' "$now" >"$stamp"
}

# One build at a time, in a folder of its own named for its inputs: a running program keeps the files it was started from.
build() {
  local wanted=$1
  mkdir -p -- "$root/artifacts"
  exec 9>"$root/artifacts/lock"
  flock 9
  if [[ ! -e $root/artifacts/build-$wanted/Assay.Cli.dll ]]; then
    say "building (the first time takes a few minutes) …"
    need_dotnet && build_web &&
      quietly "building" dotnet build "$root/src/Cli/Cli.csproj" -c Release --disable-build-servers -v quiet || exit 1
    assemble "$wanted"
  fi
  exec 9>&-
}

assemble() {
  local target=$root/artifacts/build-$1 old
  rm -rf -- "$root/artifacts/assembling"
  cp -r -- "$root/src/Cli/bin/Release/net10.0" "$root/artifacts/assembling"
  [[ ! -e $root/web/dist ]] || cp -r -- "$root/web/dist" "$root/artifacts/assembling/wwwroot"
  for old in "$root"/artifacts/build-*/; do
    [[ -e $old/Assay.Cli.dll ]] && ! flock --nonblock "$old/Assay.Cli.dll" true || rm -rf -- "$old"
  done
  mv -- "$root/artifacts/assembling" "$target"
}
