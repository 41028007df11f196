-- Reads one pool's settings and the length of its queue.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  name of the pool
-- Reads    below g<generation>: pool:<pool> (hash), queue:<pool> (sorted set)
-- Returns  {head, settings or nil, queued, held or nil, heldSince or nil}; {} if there is no view
local headKey, prefix, pool = KEYS[1], ARGV[1], ARGV[2]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
local shown = prefix .. 'g' .. head[3] .. ':'
local fields = redis.call('HMGET', shown .. 'pool:' .. pool, 'settings', 'held', 'heldSince')
return {head, fields[1], redis.call('ZCARD', shown .. 'queue:' .. pool), fields[2], fields[3]}
