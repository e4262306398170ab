# shellcheck shell=bash disable=SC2034 # whoever sources this uses it
# The programs that Asterisk starts.
agi_programs=(agi-route agi-ivr agi-survey agi-callback agi-ended agi-switch)
