import CallScripts

// AGI(agi-survey,SURVEY): asks a caller about the call that has just ended.
Program.survey()
