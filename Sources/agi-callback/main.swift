import CallScripts

// AGI(agi-callback,QUEUE): offers a caller to be called back.
Program.callback()
