-- Shows a generation: after a rewrite, or at a take-over that found the view where the log stands.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  term            ARGV[2]  offset of the last command that the generation holds
-- ARGV[3]  time, ms since 1970      ARGV[4]  channel of the stamps
-- ARGV[5]  generation
-- Returns  1 shown, -1 a newer term stands there, -4 a newer offset of this term does
-- Publishes "<term>:<offset>:<generation>"
local head, channel = KEYS[1], ARGV[4]
local term, offset, at, generation = ARGV[1], ARGV[2], ARGV[3], ARGV[5]

local stood = redis.call('HMGET', head, 'term', 'offset')
if stood[1] then
  if tonumber(stood[1]) > tonumber(term) then return -1 end
  if stood[1] == term and tonumber(stood[2]) > tonumber(offset) then return -4 end
end
redis.call('HSET', head, 'term', term, 'offset', offset, 'at', at, 'generation', generation)
redis.call('PUBLISH', channel, term .. ':' .. offset .. ':' .. generation)
return 1
