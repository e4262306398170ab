# shellcheck shell=bash disable=SC2034,SC2154 # the parts of scripts/asterisk share variables
# Ports for an instance: a block of 500 below the range that the kernel hands out by itself, enough
# for 240 calls with audio, so that 44 instances have room.
#
# A block is reserved by a lock, for the whole machine, whichever cache its instance lives in.
# Asterisk inherits the lock, so that a block is free again in the moment its Asterisk ends, even by
# kill -9, and never before.

reservations=/tmp/switchboard-ports
first_block=10000
last_block=31500

# Sets `sip_port`, `ami_port`, `fastagi_port`, `rtp_first` and `rtp_last`.
reserve_ports() {
  local block used
  mkdir -m 1777 "$reservations" 2>/dev/null || true
  used=$(ports_in_use)
  for ((block = first_block; block <= last_block; block += 500)); do
    if block_is_unused "$block" "$used" && try_lock "$reservations/$block"; then
      sip_port=$block ami_port=$((block + 1)) fastagi_port=$((block + 2))
      rtp_first=$((block + 10)) rtp_last=$((block + 499))
      return 0
    fi
  done
  fail "no free ports between $first_block and $((last_block + 499)): stop an instance"
}

# Every local TCP and UDP port that is bound on this machine, one a line.
ports_in_use() {
  local hexadecimal
  awk 'FNR > 1 { sub(/.*:/, "", $2); print $2 }' /proc/net/{tcp,udp}{,6} 2>/dev/null |
    while read -r hexadecimal; do echo $((16#$hexadecimal)); done || true
}

block_is_unused() { # BLOCK USED
  awk -v first="$1" '$1 >= first && $1 < first + 500 { exit 1 }' <<<"$2"
}
