"""The same script by Python's pyst2."""
from asterisk.agi import AGI

call = AGI()
call.answer()
call.set_variable("SWB_STATUS", "SUCCESS")
