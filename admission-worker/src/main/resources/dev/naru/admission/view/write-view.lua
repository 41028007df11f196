-- Writes what a batch of commands changed, if nobody newer has written and no room would be over its capacity.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  term            ARGV[2]  offset of the batch's last command
-- ARGV[3]  time, ms since 1970      ARGV[4]  channel of the stamps
-- ARGV[5]  the generation shown, '' if it is broken (then the head is left alone)
-- ARGV[6]  G, then G key prefixes of the generations to write, the one shown first
-- then     C, then C times: key of active sessions below the prefix, capacity, difference
-- then     until the end: n, command, key, n - 2 arguments; a key that begins with '!' is whole
-- Returns  1 written, -1 a newer term stands there, -2 more active than allowed, -3 the head is gone or shows another generation,
--          -4 a newer offset of this term stands there
-- Publishes "<term>:<offset>:<generation>"
local head, channel = KEYS[1], ARGV[4]
local term, offset, at, shown = ARGV[1], ARGV[2], ARGV[3], ARGV[5]

local stood = redis.call('HMGET', head, 'term', 'offset', 'generation')
if stood[1] then
  if tonumber(stood[1]) > tonumber(term) then return -1 end
  if stood[1] == term and tonumber(stood[2]) > tonumber(offset) then return -4 end
end
if shown ~= '' and stood[3] ~= shown then return -3 end

local i = 7
local prefixes = {}
for g = 1, tonumber(ARGV[6]) do prefixes[g] = ARGV[i]; i = i + 1 end

local checks = tonumber(ARGV[i]); i = i + 1
local again = stood[1] == term and stood[2] == offset
for _ = 1, checks do
  local key, capacity, difference = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  i = i + 3
  if shown ~= '' and not again then
    local before = redis.call('ZCARD', prefixes[1] .. key)
    if before + difference > math.max(capacity, before) then return -2 end
  end
end

while i <= #ARGV do
  local n, command, key = tonumber(ARGV[i]), ARGV[i + 1], ARGV[i + 2]
  if string.sub(key, 1, 1) == '!' then
    redis.call(command, string.sub(key, 2), unpack(ARGV, i + 3, i + n))
  else
    for _, prefix in ipairs(prefixes) do redis.call(command, prefix .. key, unpack(ARGV, i + 3, i + n)) end
  end
  i = i + n + 1
end

if shown ~= '' then
  redis.call('HSET', head, 'term', term, 'offset', offset, 'at', at)
  redis.call('PUBLISH', channel, term .. ':' .. offset .. ':' .. shown)
end
return 1
