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
# How many times as fast as each peer we want to be, at least.
GOALS = {"C, cuts at blank lines": 0.2, "Python, asterisk-ami": 4, "Python, panoramisk": 10}


def flood(path, more=0):
    """The recorded mix, over and over; `more` bytes in a header of its own make each event longer."""
    with open(path, "rb") as recording:
        blocks = recording.read().split(b"\r\n\r\n")
    events = [b for b in blocks if b.startswith(b"Event: ") and b"\r\nPrivilege: " in b]
    chosen = (events * (COUNT // len(events) + 1))[:COUNT]
    extra = b"\r\nLong: " + b"x" * (more - 8) if more else b""
    return b"".join(event + extra + b"\r\n\r\n" for event in chosen)


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


def measure_all(readers, payload, rounds):
    """Each round plays to every reader in turn, so that a busy moment hits them all alike."""
    listener = socket.create_server(("127.0.0.1", 0))
    results = {name: [] for name in readers}
    for _ in range(rounds):
        for name, command in readers.items():
            rate, memory, said = measure(listener, command, payload)
            if int(said[0]) != COUNT:
                sys.exit(f"{name} saw {said} of {COUNT} events")
            results[name].append((rate, memory))
    return results


def report(results):
    print(f"{'reader':<28}{'events/s':>12}{'p10':>12}{'p90':>12}{'MB':>8}")
    for name, rounds in results.items():
        rates = sorted(rate for rate, _ in rounds)
        low, high = (rates[(len(rates) - 1) * percent // 100] for percent in (10, 90))
        print(
            f"{name:<28}{statistics.median(rates):>12,.0f}{low:>12,.0f}{high:>12,.0f}"
            f"{max(size for _, size in rounds):>8.1f}"
        )


def verdict(results, longer, growth):
    """What the project has set itself, and how much of it is met."""

    def median(rounds):
        return statistics.median(rate for rate, _ in rounds)

    ours = median(results["Switchboard"])
    memory = max(size for _, size in results["Switchboard"])
    goals = [
        (f"{ours / median(results[name]):.2f} x {name} (goal: at least {factor})",
         ours >= factor * median(results[name]))
        for name, factor in GOALS.items()
    ]
    goals.append((f"{memory:.1f} MB resident (goal: at most 30)", memory <= 30))
    # Work that is linear in bytes does as many bytes a second when events are longer, or more.
    per_byte = growth * median(longer["Switchboard"]) / ours
    goals.append(
        (f"{per_byte:.2f} x the bytes a second when events are {growth:.1f} x as long"
         " (goal: at least 0.9)", per_byte >= 0.9)
    )
    print()
    for words, is_met in goals:
        print(f"  {'met    ' if is_met else 'NOT MET'}  Switchboard: {words}")


def main():
    rounds = int(sys.argv[2])
    readers = dict(entry.split("=", 1) for entry in sys.argv[3:])
    payload = flood(sys.argv[1])
    print(f"{COUNT} events of {len(payload) / COUNT:.0f} bytes, medians of {rounds} rounds")
    results = measure_all(readers, payload, rounds)
    report(results)
    double = flood(sys.argv[1], len(payload) // COUNT)
    print(f"\nThe same with {len(double) / COUNT:.0f} bytes an event")
    longer = measure_all({"Switchboard": readers["Switchboard"]}, double, rounds)
    report(longer)
    verdict(results, longer, len(double) / len(payload))


main()
