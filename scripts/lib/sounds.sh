# shellcheck shell=bash
# The sounds of an instance: Asterisk's own and the project's prompts.

lay_down_sounds() { # SOUNDS
  local core
  core=$(first_that_exists "$data_folder"/sounds/en "$data_folder"/sounds/en_US_f_Allison) ||
    fail "no English core sounds in $data_folder/sounds"
  mkdir -p "$1"/{en,zh}
  cp -as "$core/." "$1/en"
}
