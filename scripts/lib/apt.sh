# shellcheck shell=bash
# Debian packages that must be installed on this machine.

# Installs those of the packages that are missing, as root or through sudo.
install_missing() { # PACKAGE...
  local missing
  command -v dpkg-query >/dev/null || fail "this is no Debian: install the likes of $*"
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  find_root "${missing[@]}"
  note "${0##*/}: installing ${missing[*]} with apt-get."
  install_packages "${missing[@]}"
}

missing_packages() { # PACKAGE...
  local package
  for package in "$@"; do
    [[ $(dpkg-query -Wf '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      printf '%s\n' "$package"
  done
}

# Sets `as_root`, the words before a command that root must run.
find_root() { # MISSING...
  if ((EUID == 0)); then
    as_root=()
  elif command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
    as_root=(sudo)
  else
    note "Packages are missing and I am neither root nor allowed to use sudo. Let root run:"
    note "  apt-get update && apt-get install -y --no-install-recommends $*"
    exit 1
  fi
}

# Old lists may name packages that the mirror no longer has, so a failure is met by new lists.
install_packages() { # MISSING...
  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get install -qq -y --no-install-recommends "$@")
  if apt-cache show "$@" >/dev/null 2>&1 && "${install[@]}" >/dev/null; then
    return 0
  fi
  "${as_root[@]}" apt-get update -qq
  "${install[@]}" >/dev/null || fail "apt-get could not install: $*"
}
