import CallScripts

// AGI(agi-ivr,FLOW[,NODE]): leads a caller through a flow.
Program.ivr()
