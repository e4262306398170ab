# shellcheck shell=bash disable=SC2034,SC2154 # the parts of scripts/asterisk share variables
# Where an Asterisk is: unpacked into the cache, in a folder that was given, or installed.

instance_files=$project/asterisk/instance

suite_of() { # VERSION
  case $1 in
    16) echo bullseye ;;
    22) echo sid ;;
    *) return 1 ;;
  esac
}

# Unpacks VERSION into the cache unless it is there, given or installed.
get_tree() { # VERSION
  local tree
  tree=$(tree_of "$1")
  # A tree gets its name only when it is whole, so one that has it is finished.
  [[ $tree == "$cache"/* && ! -d $tree ]] || return 0
  (
    lock "$tree.lock"
    [[ -d $tree ]] || unpack_tree "$1" "$tree"
  )
}

unpack_tree() { # VERSION TREE
  local kind
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$2'.partial*" EXIT
  for kind in needed all; do
    fetch_packages "$(suite_of "$1")" "$2.partial" "$kind" ||
      fail "Asterisk $1 could not be fetched; the reasons are above. Set SWITCHBOARD_MIRROR or" \
        "SWITCHBOARD_ARCHIVE_MIRROR, or give an unpacked tree in SWITCHBOARD_ASTERISK_$1"
    if modules_are_complete "$2.partial"; then
      mv "$2.partial" "$2"
      return 0
    fi
    note "some libraries are missing: fetching every dependency"
  done
  fail "Asterisk $1 was fetched, but its modules miss libraries"
}

# The folder that holds usr/sbin/asterisk; empty for an installed one.
tree_of() { # VERSION
  local given=SWITCHBOARD_ASTERISK_$1
  if [[ $1 == system ]]; then
    return 0
  elif [[ -n ${!given:-} ]]; then
    [[ -x ${!given}/usr/sbin/asterisk ]] ||
      fail "$given=${!given} has no usr/sbin/asterisk in it"
    realpath "${!given}"
  else
    printf '%s\n' "$cache/asterisk/$1"
  fi
}

# Sets `asterisk` (the words that run it), `module_folder` and `data_folder`.
find_asterisk() { # TREE
  if [[ -z $1 ]]; then
    find_installed_asterisk
  else
    find_unpacked_asterisk "$1"
  fi
}

find_unpacked_asterisk() { # TREE
  local loader libraries
  module_folder=$(first_that_exists "$1"/usr/lib/*/asterisk/modules "$1"/usr/lib/asterisk/modules) ||
    fail "$1 holds no Asterisk modules"
  data_folder=$1/usr/share/asterisk
  # An unpacked Asterisk runs on the loader and the libc that came with it.
  loader=$(first_that_exists "$1"/lib/*/ld*.so.[0-9] "$1"/usr/lib/*/ld*.so.[0-9]) ||
    fail "$1 holds no loader (ld.so)"
  libraries=$(dirname "$loader"):$1/usr/lib/$(basename "$(dirname "$loader")")
  asterisk=("$loader" --library-path "$libraries:$1/usr/lib:${module_folder%/*}"
    "$1/usr/sbin/asterisk")
}

find_installed_asterisk() {
  local binary prefix
  binary=$(PATH=$PATH:/usr/sbin:/usr/local/sbin type -P asterisk) ||
    fail "no asterisk is installed: use 16 or 22, which need no installation"
  binary=$(realpath "$binary")
  prefix=${binary%/sbin/asterisk}
  asterisk=("$binary")
  module_folder=$(first_that_exists "$prefix"/lib/*/asterisk/modules "$prefix"/lib/asterisk/modules \
    "$prefix"/lib64/asterisk/modules) || fail "cannot find the modules of $binary"
  data_folder=$(first_that_exists "$prefix"/share/asterisk /var/lib/asterisk) ||
    fail "cannot find the data folder of $binary"
}

first_that_exists() { # PATH...
  local path
  for path in "$@"; do
    if [[ -e $path ]]; then
      printf '%s\n' "$path"
      return 0
    fi
  done
  return 1
}

version_of() { # TREE
  find_asterisk "$1"
  "${asterisk[@]}" -V | sed -E 's/^Asterisk ([0-9.]+).*/\1/'
}

# Whether the loader finds every library of Asterisk and of each module that we load.
modules_are_complete() { # TREE
  local module loader
  find_asterisk "$1"
  loader=("${asterisk[@]:0:3}")
  "${asterisk[@]}" -V >/dev/null || return 1
  while read -r module; do
    "${loader[@]}" --list "$module_folder/$module" >/dev/null || return 1
  done < <(sed -n 's/^load = //p' "$instance_files/modules.conf")
}
