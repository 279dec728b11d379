-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What wrk sends: a value of INDICATOR, never the same twice.
local n = 0
local body = '{"indicator":"' .. os.getenv("INDICATOR") ..
    '","period":"2024-05","period_start":"2024-05-01",' ..
    '"period_end":"2024-05-31","stratum":"site=%d","value":12.5,' ..
    '"status":"draft","comment":"Read off the meter at the gate"}'
local fields = {
	["Content-Type"] = "application/json",
	["Authorization"] = "Bearer " .. os.getenv("TOKEN"),
}

function request()
	n = n + 1
	return wrk.format("POST", "/indicator_value", fields, body:format(n))
end
