# shellcheck shell=bash disable=SC2034,SC2154 # the parts of scripts/asterisk share variables
# Debian packages, fetched and unpacked by apt-get and dpkg into a folder of one's own.
#
# Nothing is installed: apt-get runs on a private state, so it needs no root and touches no list,
# key or setting of the machine. The host's proxy settings still apply.

# Asterisk's own packages, and the libraries that the modules in asterisk/instance/modules.conf
# need. `fetch_packages` takes every dependency instead when this list turns out too short.
asterisk_packages=(asterisk asterisk-modules asterisk-core-sounds-en-gsm)
needed_libraries='^(libbsd0|libc6|libcap2|libcrypt1|libedit2|libgcc-s1|libgcrypt20|libgpg-error0|libgsm1|libicu[0-9]+|libjansson4|liblz4-1|liblzma5|libmd0|libsqlite3-0|libssl[0-9].*|libstdc\+\+6|libsystemd0|libtinfo6|liburiparser1|libuuid1|libxml2.*|libxslt1\.1|libzstd1|zlib1g)$'

# The mirrors to try, one a line: the Debian mirror that this machine's apt uses, then the archive
# that belongs to it, where suites go when they have left the mirror.
mirrors() {
  local mirror=${SWITCHBOARD_MIRROR:-}
  [[ -n $mirror ]] || mirror=$(mirror_of_this_machine)
  mirror=${mirror%/}
  printf '%s\n' "$mirror"
  if [[ -n ${SWITCHBOARD_ARCHIVE_MIRROR:-} ]]; then
    printf '%s\n' "${SWITCHBOARD_ARCHIVE_MIRROR%/}"
  else
    sed -nE 's#^([a-z]+://)([^/]+\.)?([^./]+\.[a-z]+)/.*#\1archive.\3/debian#p' <<<"$mirror"
    printf '%s\n' "${mirror%/debian}/debian-archive/debian"
  fi
}

mirror_of_this_machine() {
  local mirrors
  mirrors=$(apt-get --print-uris -o Debug::NoLocking=1 update |
    sed -nE "s#^'(.*)/dists/.*#\1#p")
  grep -m1 '/debian$' <<<"$mirrors" ||
    fail "apt knows no Debian mirror: set SWITCHBOARD_MIRROR (like scheme://host/debian)"
}

# apt-get on the private state in FOLDER.
private_apt() { # FOLDER ARGUMENT...
  apt-get -qq -c "$1/apt.conf" "${@:2}"
}

prepare_private_apt() { # FOLDER MIRROR SUITE
  local keyring=${SWITCHBOARD_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg} signed=
  [[ ! -e $keyring ]] || signed="[signed-by=$keyring] "
  rm -rf "$1"
  mkdir -p "$1"/{lists/partial,cache/archives/partial,packages}
  : >"$1/status"
  printf 'deb %s%s %s main\n' "$signed" "$2" "$3" >"$1/sources.list"
  cat >"$1/apt.conf" <<END
Dir::State "$1";
Dir::State::lists "$1/lists";
Dir::State::status "$1/status";
Dir::Cache "$1/cache";
Dir::Etc::sourcelist "$1/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Acquire::Languages "none";
Acquire::Retries "2";
APT::Install-Recommends "false";
APT::Update::Error-Mode "any";
APT::Sandbox::User "root";
Debug::NoLocking "true";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
END
}

# The names of Asterisk's packages and of what they depend on, one a line.
package_names() { # FOLDER needed|all
  local names
  names=$(private_apt "$1" --print-uris install "${asterisk_packages[@]}" |
    sed -nE "s/^'[^']*' ([^_ ]+)_.*/\1/p" | sort -u)
  if [[ $2 == all ]]; then
    printf '%s\n' "$names"
  else
    printf '%s\n' "${asterisk_packages[@]}"
    grep -E "$needed_libraries" <<<"$names"
  fi
}

# Unpacks SUITE's Asterisk into TREE, from the first mirror that has it.
fetch_packages() { # SUITE TREE needed|all
  local mirror work=$2.apt
  while read -r mirror; do
    note "fetching Asterisk of Debian $1 from $mirror"
    prepare_private_apt "$work" "$mirror" "$1"
    if private_apt "$work" update && unpack_packages "$work" "$2" "$3"; then
      rm -rf "$work"
      return 0
    fi
  done < <(mirrors)
  rm -rf "$work"
  return 1
}

unpack_packages() { # WORK TREE needed|all
  local names package
  names=$(package_names "$1" "$3") || return 1
  # shellcheck disable=SC2086 # one word a name
  (cd "$1/packages" && private_apt "$1" download $names) || return 1
  rm -rf "$2"
  mkdir -p "$2"
  for package in "$1"/packages/*.deb; do
    dpkg -x "$package" "$2" || return 1
  done
}
