import CallScripts

// AGI(agi-switch): the emergency switch, queues and notices, by phone.
Program.switches()
