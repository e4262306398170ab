# shellcheck shell=bash
# What scripts say to people: always on stderr, so that stdout carries results alone.

note() { printf '%s\n' "$*" >&2; }

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# The heading of what comes next.
step() { printf '\n== %s\n' "$*" >&2; }

# Runs what must end: after so many minutes it is ended, and what was running is told.
within() { # MINUTES COMMAND...
  local code=0
  timeout "$1m" "${@:2}" || code=$?
  ((code != 124)) || fail "${*:2}: not ended after $1 minutes, so something hangs"
  return "$code"
}
