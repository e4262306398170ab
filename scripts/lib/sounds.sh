# shellcheck shell=bash disable=SC2034,SC2154 # the parts of scripts/asterisk share variables
# The sounds of an instance: Asterisk's own English ones, the project's prompts, music on hold.
#
# Each is made once, as .ulaw, so that a test hears exactly what a file holds. What it was made of
# is part of its name in the cache.

lay_down_sounds() { # DATA EXTRA
  local core prompts lists=() renderer=(
    "$project"/asterisk/{,core-}prompts.tsv
    "$project"/Sources/{switchboard/Prompts/PromptRenderer,Configuration/Prompts/PromptCommand}.swift
  )
  core=$(first_that_exists "$data_folder"/sounds/en "$data_folder"/sounds/en_US_f_Allison) ||
    fail "no English core sounds in $data_folder/sounds"
  [[ ! -e $2/prompts.tsv ]] || lists=("$2/prompts.tsv")

  mkdir -p "$1"/{sounds/en,moh}
  cp -as "$(cached core "$(find "$core" -printf '%P %s\n' | sort)" "$core")/." "$1/sounds/en"
  prompts=$(cached prompts "$(cat "${renderer[@]}" "${lists[@]}")" "${lists[@]}")
  cp -as --remove-destination "$prompts/." "$1/sounds"
  cp -as "$(cached music "$(declare -f make_music)")/." "$1/moh"
}

# Prints the folder of the cache that holds KIND, made of CONTENT; makes it when there is none.
cached() { # KIND CONTENT ARGUMENT...
  local folder
  folder=$cache/sounds/$1-$(sha256sum <<<"$2" | cut -c 1-16)
  if [[ ! -d $folder ]]; then
    (
      lock "$folder.lock"
      [[ ! -d $folder ]] || exit 0
      rm -rf "$folder.partial"
      mkdir -p "$folder.partial"
      note "making sounds: $1"
      # Behind this subshell stands "||": errexit is off in it.
      "make_$1" "$folder.partial" "${@:3}" >&2 || exit 1
      mv "$folder.partial" "$folder"
    ) || fail "the sounds could not be made; the reason is above. scripts/setup installs what they need"
  fi
  printf '%s\n' "$folder"
}

make_core() { # FOLDER CORE
  command -v sox >/dev/null || fail "sox is missing: scripts/setup installs it"
  (cd "$2" && find . -type d -print0) | (cd "$1" && xargs -0 mkdir -p)
  (cd "$2" && find . -name '*.gsm' -printf '%P\0') | sed -z 's/\.gsm$//' |
    xargs -0 -P "$(nproc)" -I @ sox -V1 "$2/@.gsm" -t ul "$1/@.ulaw"
}

# The tool renders; who has not built it yet waits for that.
make_prompts() { # FOLDER LIST...
  local programs=${SWITCHBOARD_PROGRAMS:-$project/.build/release} list options=()
  [[ -x $programs/switchboard ]] || programs=$("$project/scripts/build")
  for list in "${@:2}"; do
    options+=(--list "$list")
  done
  "$programs/switchboard" prompts render --shipped --sounds "$1" "${options[@]}" || return 1
  rm -f "$1/.switchboard-prompts.lock"
}

# Twelve seconds of slow, soft chords.
make_music() { # FOLDER
  command -v sox >/dev/null || fail "sox is missing: scripts/setup installs it"
  sox -V1 -n -t ul -r 8000 -c 1 "$1/chords.ulaw" \
    synth 4 pluck C3 pluck E4 pluck G4 remix - fade t 0.1 4 1 gain -n -12 repeat 2
}
