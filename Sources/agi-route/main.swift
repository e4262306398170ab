import CallScripts

// AGI(agi-route): decides where a call goes.
Program.route()
