# shellcheck shell=bash disable=SC2154 # whoever sources this says where the record is
# What install has put where. The record has a line "SHA256  PATH" for each file, as it was put there:
# a file that has another sum by now was edited. DESTDIR stands before every path but is in none.

record_file() { printf '%s\n' "${DESTDIR:-}$etc/switchboard/.installed"; }

sum_of() { # FILE
  sha256sum <"$1" | cut -d ' ' -f 1
}

recorded_sum() { # PATH
  [[ ! -e $(record_file) ]] ||
    awk -v path="$1" 'substr($0, 67) == path { sum = $1 } END { print sum }' "$(record_file)"
}

# A file that is there now is ours as it is.
record() { # PATH
  local file
  file=$(record_file)
  { [[ ! -e $file ]] || awk -v path="$1" 'substr($0, 67) != path' "$file"; } >"$file.new"
  printf '%s  %s\n' "$(sum_of "${DESTDIR:-}$1")" "$1" >>"$file.new"
  mv "$file.new" "$file"
}

# Whether a file is there as install put it.
is_untouched() { # PATH
  [[ -f ${DESTDIR:-}$1 && $(sum_of "${DESTDIR:-}$1") == "$(recorded_sum "$1")" ]]
}

# Puts a file where it belongs. One that was edited stays, and the new one lies beside it.
put() { # MODE SOURCE PATH
  local there=${DESTDIR:-}$3
  if [[ ! -e $there ]] || is_untouched "$3" || cmp -s "$2" "$there"; then
    install -D -m "$1" "$2" "$there"
    record "$3"
    [[ ! -e $there.new ]] || ! is_untouched "$3.new" || rm "$there.new"
  else
    install -D -m "$1" "$2" "$there.new"
    record "$3.new"
    note "$3 was edited, and stays; the new one is $3.new"
  fi
}

# A program is what was built, whatever was there.
put_program() { # SOURCE FOLDER
  install -D -m 755 -t "${DESTDIR:-}$2" "$1"
  record "$2/${1##*/}"
}

# All rendered prompts at once; PATHs are read, one a line.
record_prompts() { # SOUNDS
  local file path
  file=$(record_file)
  {
    awk -v folder="$1/" 'index(substr($0, 67), folder) != 1' "$file"
    while read -r path; do printf '%s\0' "${DESTDIR:-}$path"; done | xargs -0r sha256sum |
      awk -v root="${DESTDIR:-}" '{ print substr($0, 1, 66) substr($0, 67 + length(root)) }'
  } >"$file.new"
  mv "$file.new" "$file"
  record "$1/.switchboard-prompts"
}
