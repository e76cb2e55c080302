-- Counts a call in all of KEYS, or in none.
--
-- ARGV has six values for each key: how much passes in a window, the window in
-- milliseconds, 1 where a call is refused once that is used up, what passed before, what
-- the call takes, and which part of what is then left is counted in advance (10 for a
-- tenth, 0 for nothing).
--
-- Answers 1 where the call passes and 0 where not, then for each key what is used, what was
-- counted in advance, and the milliseconds that the window still is. A window is the time
-- that its key lives; the clock is this server's.

local answer, before, used = {1}, {}, {}

for i, key in ipairs(KEYS) do
	local at = (i - 1) * 6
	local amount, owed = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 4])
	before[i] = tonumber(redis.call('GET', key) or '0')
	used[i] = math.min(before[i] + owed, math.max(amount, before[i]))
	if ARGV[at + 3] == '1' and used[i] >= amount then
		answer[1] = 0
	end
end

for i, key in ipairs(KEYS) do
	local at = (i - 1) * 6
	local amount, part = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 6])
	local lease = 0
	if answer[1] == 1 and used[i] < amount then
		used[i] = used[i] + tonumber(ARGV[at + 5])
		if part > 0 then
			lease = math.floor((amount - used[i]) / part)
			used[i] = used[i] + lease
		end
	end
	if used[i] ~= before[i] then
		redis.call('INCRBY', key, string.format('%.0f', used[i] - before[i]))
	end
	local left = redis.call('PTTL', key)
	if left == -1 then
		redis.call('PEXPIRE', key, ARGV[at + 2])
	end
	if left < 0 then
		left = tonumber(ARGV[at + 2])
	end
	answer[#answer + 1] = used[i]
	answer[#answer + 1] = lease
	answer[#answer + 1] = left
end

return answer
