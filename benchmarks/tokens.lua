-- wrk script: one form, posted again and again. TOKEN_FORM is the body, TOKEN_BASIC the client's name and secret in Base64, TOKEN_PATH the path.
function init()
  wrk.method = "POST"
  wrk.path = os.getenv("TOKEN_PATH")
  wrk.body = os.getenv("TOKEN_FORM")
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Authorization"] = "Basic " .. os.getenv("TOKEN_BASIC")
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT requests=%d took=%.3f p50=%.0f p99=%.0f refused=%d broken=%d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
