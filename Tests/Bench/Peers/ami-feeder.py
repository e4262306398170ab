"""Plays Asterisk to each reader of scripts/bench ami and times it, from the first event to its end.

  ami-feeder.py RECORDING ROUNDS NAME=COMMAND...     {port} in a command is the feeder's port
"""
import re
import socket
import statistics
import subprocess
import sys
import time

COUNT = 100_000


def flood(path):
    with open(path, "rb") as recording:
        blocks = recording.read().split(b"\r\n\r\n")
    events = [b for b in blocks if b.startswith(b"Event: ") and b"\r\nPrivilege: " in b]
    chosen = (events * (COUNT // len(events) + 1))[:COUNT]
    return b"".join(event + b"\r\n\r\n" for event in chosen)


def answer(connection, data):
    """Answers the actions in `data`; returns whether a login is among them."""
    logged_in = False
    for action in data.split(b"\r\n\r\n"):
        name = re.search(rb"(?im)^action: *(\w+)", action)
        if not name:
            continue
        identity = re.search(rb"(?im)^actionid: *([^\r\n]+)", action)
        lines = [b"Response: Success"] + ([b"ActionID: " + identity[1]] if identity else [])
        if name[1].lower() == b"challenge":
            lines.append(b"Challenge: 1")
        logged_in |= name[1].lower() == b"login"
        connection.sendall(b"\r\n".join(lines + [b"Message: Authentication accepted"]) + b"\r\n\r\n")
    return logged_in


def measure(listener, command, payload):
    port = listener.getsockname()[1]
    reader = subprocess.Popen(
        [word.replace("{port}", str(port)) for word in command.split()], stdout=subprocess.PIPE
    )
    connection, _ = listener.accept()
    connection.sendall(b"Asterisk Call Manager/11.0.0\r\n")
    while not answer(connection, connection.recv(65536)):
        pass
    time.sleep(0.3)
    start = time.perf_counter()
    try:
        connection.sendall(payload)
        # A reader that is done is gone: its memory is asked for while it is at its work.
        memory = resident(reader.pid)
        connection.sendall(b"Event: BenchEnd\r\nPrivilege: call,all\r\n\r\n")
        said = reader.stdout.read()
        seconds = time.perf_counter() - start
    finally:
        connection.close()
    reader.wait()
    return COUNT / seconds, memory, said.split()


def resident(process):
    """The most that a process has held so far, in MB."""
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def main():
    payload = flood(sys.argv[1])
    rounds = int(sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"{COUNT} events of {len(payload) / COUNT:.0f} bytes, medians of {rounds} rounds")
    print(f"{'reader':<28}{'events/s':>12}{'(spread)':>24}{'MB':>8}")
    for entry in sys.argv[3:]:
        name, command = entry.split("=", 1)
        results = [measure(listener, command, payload) for _ in range(rounds)]
        for _, _, said in results:
            if int(said[0]) != COUNT:
                sys.exit(f"{name} saw {said} of {COUNT} events")
        rates = sorted(rate for rate, _, _ in results)
        print(
            f"{name:<28}{statistics.median(rates):>12,.0f}"
            f"{f'({rates[0]:,.0f}-{rates[-1]:,.0f})':>24}{max(size for _, size, _ in results):>8.1f}"
        )


main()
