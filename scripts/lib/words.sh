# shellcheck shell=bash
# What scripts say to people: always on stderr, so that stdout carries results alone.

note() { printf '%s\n' "$*" >&2; }

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# The heading of what comes next.
step() { printf '\n== %s\n' "$*" >&2; }
