"""panoramisk's reader for scripts/bench ami: ami-panoramisk.py PORT"""
import os
import sys

from panoramisk import Manager

manager = Manager(host="127.0.0.1", port=int(sys.argv[1]), username="bench", secret="bench")
seen = [0, 0]


@manager.register_event("*")
def handle(_, event):
    if event.event == "BenchEnd":
        print(*seen, flush=True)
        os._exit(0)
    seen[0] += 1
    if event.channel and event.uniqueid:
        seen[1] += 1


manager.connect()
manager.loop.run_forever()
