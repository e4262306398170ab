# shellcheck shell=bash disable=SC2034 # the cache is for those who source this
# The cache: everything that scripts make and can make again lives here, outside the checkout.

cache=${SWITCHBOARD_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/switchboard}

# Locks are held by the process that took them and by the programs that it starts, and end with
# them, however they end.

# Waits for the lock FILE.
lock() { # FILE
  local descriptor
  open_lock "$1" && flock "$descriptor"
}

# Takes the lock FILE, or fails at once when another process holds it.
try_lock() { # FILE
  local descriptor
  open_lock "$1"
  flock --nonblock "$descriptor" && return
  exec {descriptor}<&-
  return 1
}

# Opens FILE for reading only, which is all that a lock needs, and all that one gets from a file
# of somebody else's.
open_lock() { # FILE; sets `descriptor`
  { mkdir -p "$(dirname "$1")" && { [[ -e $1 ]] || : >>"$1"; } && exec {descriptor}<"$1"; } ||
    fail "cannot use $(dirname "$1"): set SWITCHBOARD_CACHE to a folder that you may write"
}

is_locked() { # FILE
  [[ -e $1 ]] && ! flock --nonblock "$1" true
}
