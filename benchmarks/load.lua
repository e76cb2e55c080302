-- wrk script: the tokens of all applications in turn. LOAD_TOKENS names the file, LOAD_PATH the path; with LOAD_ONCE=yes no token is sent twice.
local requests, next_request = {}, 0
local once = os.getenv("LOAD_ONCE") == "yes"

function init()
  for token in io.lines(os.getenv("LOAD_TOKENS")) do
    requests[#requests + 1] = wrk.format("GET", os.getenv("LOAD_PATH"), { ["Authorization"] = "Bearer " .. token })
  end
end

function request()
  if once and next_request == #requests then
    wrk.thread:stop()
    return requests[next_request]
  end
  next_request = next_request % #requests + 1
  return requests[next_request]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT requests=%d took=%.3f p50=%.0f p99=%.0f refused=%d broken=%d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
