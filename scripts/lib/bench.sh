# shellcheck shell=bash disable=SC2154 # the parts of scripts share variables
# The contestants of scripts/bench, and what they need.

bench_folder=$project/Tests/Bench
bench_cache=$cache/bench

bench_agi() { # VERSION ROUNDS
  build_programs
  build_peers
  describe_machine
  measure_spawning "$2"
  measure_store "$2"
  "$programs/bench" memory
  [[ $1 == none ]] || measure_in_asterisk "$1"
  printf '\nLoad average at the end: %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
}

# What the driver measures alone.
bench_by_driver() { # SUBJECT NUMBER...
  build_programs
  describe_machine
  "$programs/bench" "$@"
  printf '\nLoad average at the end: %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
}

# Builds our release programs; sets `programs`, their folder.
build_programs() {
  mkdir -p "$bench_cache"
  note "bench: building"
  programs=$("$project/scripts/build" agi-smallest fastagi-smallest ami-reader board-reader bench) ||
    fail "the release build failed"
  export SWITCHBOARD_PROGRAMS=$programs
}

build_peers() {
  install_missing libasterisk-agi-perl python3-venv
  # Swift's own C compiler will do, so that no other one is needed.
  "${CC:-clang}" -O2 -static -s -o "$bench_cache/floor" "$bench_folder/Peers/floor.c"
  "${CC:-clang}" -O2 -pthread -o "$bench_cache/floor-server" "$bench_folder/Peers/floor-server.c"
  if ! "$bench_cache/python/bin/python" -c 'import asterisk.agi' 2>/dev/null; then
    note "bench: installing pyst2 into $bench_cache/python"
    rm -rf "$bench_cache/python"
    "$(debian_python)" -m venv "$bench_cache/python"
    "$bench_cache/python/bin/pip" install --quiet --disable-pip-version-check pyst2==0.5.1 >&2
  fi
  { echo "#!$bench_cache/python/bin/python" && cat "$bench_folder/Peers/pyst2.py"; } \
    >"$bench_cache/pyst2"
  chmod +x "$bench_cache/pyst2"
}

# The Python that a server has, rather than one that a developer put before it.
debian_python() {
  if [[ -x /usr/bin/python3 ]]; then echo /usr/bin/python3; else command -v python3; fi
}

describe_machine() {
  printf '%s, %s cores, Linux %s, Swift %s\n' \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(uname -r)" \
    "$(swift_version)"
  printf 'Load average at the start: %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
  awk -v cores="$(nproc)" '$1 > cores / 2 { exit 1 }' /proc/loadavg ||
    echo 'THE MACHINE IS BUSY WITH OTHER THINGS: measure again when it is quiet.'
}

measure_spawning() { # ROUNDS
  "$programs/bench" spawn "$1" \
    "floor=C, static=$bench_cache/floor" \
    "ours=Switchboard=$programs/agi-smallest" \
    "perl=Perl, Asterisk::AGI=$bench_folder/Peers/asterisk-agi.pl" \
    "python=Python, pyst2=$bench_cache/pyst2" \
    "program=agi-route=$programs/agi-route" \
    "program=agi-ivr=$programs/agi-ivr" \
    "program=agi-survey=$programs/agi-survey"
}

# The bench makes its stores itself, with the release build's tool.
measure_store() { # ROUNDS
  note "bench: making a store with a million numbers"
  "$programs/bench" store "$1" \
    "floor=C, static=$bench_cache/floor" \
    "perl=Perl, Asterisk::AGI=$bench_folder/Peers/asterisk-agi.pl" \
    "python=Python, pyst2=$bench_cache/pyst2"
}

measure_in_asterisk() { # VERSION
  local console=("$project/scripts/asterisk" cli "$1" --name bench)
  # shellcheck disable=SC2064 # the version of now
  trap "stop_all '$1'" EXIT
  "$project/scripts/asterisk" start "$1" --name bench --with "$bench_folder/asterisk" \
    >"$bench_cache/instance"
  printf '\nAsterisk %s\n' "$(sed -n 's/^version=//p' "$bench_cache/instance")"
  "$programs/bench" steps 40 \
    "nothing=the empty loop=" \
    "floor=C, static=$bench_cache/floor" \
    "ours=Switchboard=$programs/agi-smallest" \
    "perl=Perl, Asterisk::AGI=$bench_folder/Peers/asterisk-agi.pl" \
    -- "${console[@]}"
  start_server floor "$bench_cache/floor-server"
  start_server ours "$programs/fastagi-smallest"
  "$programs/bench" fastagi 30 \
    "floor=C, a thread a call=$(server_address floor)" \
    "ours=Switchboard=$(server_address ours)" \
    -- "${console[@]}"
  SWITCHBOARD_BENCH_SETTINGS=$(sed -n 's/^etc=//p' "$bench_cache/instance") \
    "$programs/bench" routing 20 \
    "floor=C, static, by exec=$bench_cache/floor" \
    "floor=C, by FastAGI=$(server_address floor)" \
    -- "${console[@]}"
}

servers=()

start_server() { # NAME PROGRAM
  "$2" >"$bench_cache/$1.port" &
  servers+=($!)
}

# A server writes its port in a line of its own once it listens.
server_address() { # NAME
  local port
  port=$(timeout 10 tail -n +1 -f "$bench_cache/$1.port" | head -n 1)
  [[ -n $port ]] || fail "the FastAGI server $1 did not start"
  echo "agi://127.0.0.1:$port/smallest"
}

stop_all() { # VERSION
  ((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null || true
  "$project/scripts/asterisk" stop "$1" --name bench
}

# Counts the instructions of each AGI program anew and writes the file that the tests compare with.
count_instructions() {
  local file=$bench_folder/instructions.tsv
  install_missing valgrind
  build_programs
  "$programs/bench" counts \
    "Swift $(swift_version), $(ldd --version | sed -n '1s/.* /glibc /p')" >"$bench_cache/counts"
  mv "$bench_cache/counts" "$file"
  cat "$file"
}

# Writes the order in which the AGI programs are linked, by what they run with their symbols left in.
order_functions() {
  local file=$project/scripts/agi-order.txt
  install_missing valgrind
  SWITCHBOARD_SYMBOLS=keep build_programs
  "$programs/bench" order >"$bench_cache/order"
  mv "$bench_cache/order" "$file"
  wc -l "$file"
  build_programs
}

swift_version() {
  swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p'
}

# Imports a million contacts, and counts what calls fail to write meanwhile.
bench_import() {
  local folder=$bench_cache/import lines=1000000 programs
  rm -rf "$folder"
  mkdir -p "$folder"
  programs=$("$project/scripts/build")
  # In an order of its own, since the store likes to be written in another.
  awk -v lines="$lines" 'BEGIN {
    print "号码,姓名,语言,工号,备注,城市"
    for (i = 0; i < lines; i++)
      printf "%.0f,客户%d,zh,%d,,\"北京,朝阳\"\n", 13000000000 + (i * 7919) % lines, i, 1000 + i % 50
  }' >"$folder/contacts.csv"
  export SWITCHBOARD_STORE=$folder/store
  "$programs/switchboard" store migrate
  for choice in "" --replace ""; do
    note "contact import $lines lines ${choice:-(over what is there)}"
    # shellcheck disable=SC2086 # nothing is no argument
    time "$programs/switchboard" contact import "$folder/contacts.csv" $choice
  done
  unset SWITCHBOARD_STORE
  note "the same, while four callers at once write"
  SWITCHBOARD_IMPORT_LINES=$lines swift test --filter noCallFailsToWriteMeanwhile
  rm -rf "$folder"
}
