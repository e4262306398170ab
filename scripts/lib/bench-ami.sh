# shellcheck shell=bash disable=SC2154 # the parts of scripts share variables
# The readers of scripts/bench ami, and what they need.

bench_ami() { # ROUNDS
  local readers
  mkdir -p "$bench_cache"
  note "bench: building"
  readers=$("$project/scripts/build" ami-reader) || fail "the release build failed"
  "${CC:-clang}" -O2 -o "$bench_cache/ami-floor" "$bench_folder/Peers/ami-floor.c"
  install_python_readers
  describe_machine
  python3 "$bench_folder/Peers/ami-feeder.py" \
    "$project/Tests/AMITests/Fixtures/sessions/22/callback-agent-first.raw" "$1" \
    "C, cuts at blank lines=$bench_cache/ami-floor {port}" \
    "Switchboard=$readers/ami-reader {port}" \
    "Python, asterisk-ami=$bench_cache/ami-python/bin/python $bench_folder/Peers/ami-asterisk-ami.py {port}" \
    "Python, panoramisk=$bench_cache/ami-python/bin/python $bench_folder/Peers/ami-panoramisk.py {port}"
  printf '\nLoad average at the end: %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
}

install_python_readers() {
  local python=$bench_cache/ami-python
  "$python/bin/python" -c 'import asterisk.ami, panoramisk' 2>/dev/null && return
  install_missing python3-venv
  note "bench: installing asterisk-ami and panoramisk into $python"
  rm -rf "$python"
  "$(debian_python)" -m venv "$python"
  "$python/bin/pip" install --quiet --disable-pip-version-check \
    asterisk-ami==0.1.7 panoramisk==1.4 >&2
}
