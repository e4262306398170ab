# shellcheck shell=bash disable=SC2034 # the cache is for those who source this
# The cache: everything that scripts make and can make again lives here, outside the checkout.

cache=${SWITCHBOARD_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/switchboard}

# Opens FILE as a lock and waits for it. The lock ends with the process, however that ends.
lock() { # FILE
  local descriptor
  mkdir -p "$(dirname "$1")"
  exec {descriptor}>>"$1"
  flock "$descriptor"
}

# Like `lock`, but fails at once when another process holds it.
try_lock() { # FILE
  local descriptor
  mkdir -p "$(dirname "$1")"
  exec {descriptor}>>"$1"
  flock --nonblock "$descriptor" && return
  exec {descriptor}>&-
  return 1
}

is_locked() { # FILE
  [[ -e $1 ]] && ! flock --nonblock "$1" true
}
