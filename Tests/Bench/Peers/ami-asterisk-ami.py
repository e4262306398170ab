"""asterisk-ami's reader for scripts/bench ami: ami-asterisk-ami.py PORT"""
import os
import sys
import threading

from asterisk.ami import AMIClient

done = threading.Event()
seen = [0, 0]


def handle(event, **_):
    if event.name == "BenchEnd":
        done.set()
        return
    seen[0] += 1
    if event.keys.get("Channel") and event.keys.get("Uniqueid"):
        seen[1] += 1


client = AMIClient(address="127.0.0.1", port=int(sys.argv[1]))
client.add_event_listener(handle)
client.login(username="bench", secret="bench")
done.wait()
print(*seen, flush=True)
os._exit(0)
