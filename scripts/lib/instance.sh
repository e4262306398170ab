# shellcheck shell=bash disable=SC2034,SC2154 # the parts of scripts/asterisk share variables
# A private instance of Asterisk: folders, ports and configuration of its own, side by side with
# others. All of it lies in one folder of the cache, made afresh at every start. A running instance
# holds the lock on FOLDER.lock.

folder_of() { # VERSION NAME
  printf '%s\n' "$cache/run/$1-$2"
}

start_instance() { # VERSION NAME EXTRA AGI SETTINGS
  local version=$1 folder tree
  folder=$(folder_of "$1" "$2")
  try_lock "$folder.lock" || fail "$1 $2 is running: scripts/asterisk stop $1 --name $2"
  get_tree "$version"
  tree=$(tree_of "$version")
  find_asterisk "$tree"
  reserve_ports
  make_folders "$folder"
  echo "$sip_port" >"$folder/port"
  make_launcher "$folder"
  lay_down_configuration "$folder" "$3" "$(values "$folder" "$1-$2" "${4:-$folder/agi-bin}")"$'\n'"$5"
  lay_down_data "$folder" "$3"
  launch "$folder"
  describe "$folder" "$(version_of "$tree")" "${4:-$folder/agi-bin}"
}

make_folders() { # FOLDER
  ((${#1} < 85)) ||
    fail "$1 is too long for the path of a Unix socket: set SWITCHBOARD_CACHE to a shorter one"
  rm -rf "$1"
  mkdir -p "$1"/{etc/with,library,database,keys,data/sounds,agi-bin,run} \
    "$1"/spool/{outgoing,monitor,recording,tmp} "$1"/log/{cdr-csv,cdr-custom}
}

# A program that runs this instance's Asterisk with this instance's configuration.
make_launcher() { # FOLDER
  printf '#!/bin/sh\nexec %s -C %q "$@"\n' "$(printf '%q ' "${asterisk[@]}")" \
    "$1/etc/asterisk.conf" >"$1/asterisk"
  chmod +x "$1/asterisk"
}

# What stands for @NAME@ in the instance's own files, as NAME=VALUE lines.
values() { # FOLDER NODE AGI
  cat <<END
DIRECTORY=$1
NODE=$2
AGI_PROGRAMS=$3
MODULES=$module_folder
SIP=$sip_port
AMI=$ami_port
FASTAGI=$fastagi_port
RTP_FIRST=$rtp_first
RTP_LAST=$rtp_last
END
}

# The shipped drop-in files as they are, the main files that include them, and what is laid over.
lay_down_configuration() { # FOLDER EXTRA VALUES
  local etc=$1/etc file
  cp "$instance_files"/*.conf "$etc"
  cp -r "$project/asterisk/switchboard" "$etc/switchboard"
  "$project/asterisk/make-secrets" "$etc/switchboard"
  if [[ -n $2 ]]; then
    for file in "$2"/*.conf; do
      lay_over "$file" "$etc"
    done
  fi
  { echo '[globals](+)' && sed -n '/^SWB_/p' <<<"$3"; } >"$etc/settings.conf"
  fill_in "$3" "$etc"/*.conf "$etc"/with/*
}

# A file that belongs to a main file is included by it; any other one stands for itself.
lay_over() { # FILE ETC
  local name=${1##*/}
  if [[ -e $instance_files/$name ]]; then
    cp "$1" "$2/with/$name"
  elif [[ -e $1 ]]; then
    cp "$1" "$2/$name"
  fi
}

# Fills in VALUES for @NAME@ in the files: twice, because a value may be made of others.
fill_in() { # VALUES FILE...
  local name value program='' file
  while IFS='=' read -r name value; do
    value=${value//\\/\\\\} value=${value//&/\\&} value=${value//|/\\|}
    [[ -z $name ]] || program+="s|@$name@|$value|g;"
  done <<<"$1"
  shift
  for file in "$@"; do
    [[ ! -f $file ]] || sed -i -e "$program" -e "$program" "$file"
  done
}

lay_down_data() { # FOLDER EXTRA
  local part
  for part in documentation static-http rest-api; do
    [[ ! -e $data_folder/$part ]] || ln -s "$data_folder/$part" "$1/data/$part"
  done
  lay_down_sounds "$1/data" "$2"
}

# Starts Asterisk and waits until it is ready.
launch() { # FOLDER
  local first
  ulimit -n "$(ulimit -Hn)"
  # Made here, not by the child: it must be there before it is read.
  : >>"$1/log/console"
  first=$(($(wc -l <"$1/log/console") + 1))
  setsid "$1/asterisk" -f >>"$1/log/console" 2>&1 </dev/null &
  echo $! >"$1/pid"
  timeout 60 grep -qm1 'Asterisk Ready' < <(tail -n "+$first" -f --pid=$! "$1/log/console") ||
    give_up "$1" "Asterisk did not become ready"
  ! grep -q 'Address already in use' < <(tail -n "+$first" "$1/log/console") ||
    give_up "$1" "another program took a port in this moment: start again"
}

give_up() { # FOLDER REASON
  tail -n 20 "$1/log/console" >&2
  kill -KILL "$(<"$1/pid")" 2>/dev/null || true
  fail "$2; more is above and in $1/log"
}

describe() { # FOLDER VERSION AGI
  cat <<END
version=$2
directory=$1
sip=127.0.0.1:$sip_port
ami=127.0.0.1:$ami_port
fastagi=127.0.0.1:$fastagi_port
rtp=$rtp_first-$rtp_last
agi=$3
sounds=$1/data/sounds
etc=$1/etc
spool=$1/spool
log=$1/log
pid=$(<"$1/pid")
END
}

stop_instance() { # FOLDER
  if ! is_locked "$1.lock"; then
    note "not running: $1"
    return 0
  fi
  [[ -s $1/pid ]] || fail "$1 is only starting: wait until it has, or end the start itself"
  kill -TERM "$(<"$1/pid")"
  # A talking call may keep Asterisk for as long as its AGI program lasts.
  flock --timeout 15 "$1.lock" true && return
  note "Asterisk does not stop by itself: killing it"
  kill -KILL "$(<"$1/pid")"
  flock --timeout 5 "$1.lock" true || fail "$1 is still held by a child of its Asterisk"
}

# Kills Asterisk, as a crash does, and starts it again with its folder and ports as they are.
restart_instance() { # FOLDER
  local descriptor file
  is_locked "$1.lock" || fail "not running: start it first, scripts/asterisk start ..."
  [[ -s $1/pid ]] || fail "$1 is only starting: wait until it has"
  kill -KILL "$(<"$1/pid")"
  for file in "$1.lock" "$reservations/$(<"$1/port")"; do
    open_lock "$file"
    flock --timeout 15 "$descriptor" || fail "$file is still held: a child of the old Asterisk?"
  done
  launch "$1"
  echo "pid=$(<"$1/pid")"
}

run_command() { # FOLDER COMMAND...
  is_locked "$1.lock" || fail "not running: start it first, scripts/asterisk start ..."
  local launcher=$1/asterisk
  shift
  "$launcher" -rx "$*"
}
