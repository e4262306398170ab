import CallScripts

// AGI(agi-ended): keeps how a call ended, when it has.
Program.ended()
