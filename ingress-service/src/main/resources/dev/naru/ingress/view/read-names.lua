-- Reads the names of all rooms, or of all pools.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  rooms or pools
-- Reads    below g<generation>: rooms, pools (sets)
-- Returns  {head, names}; {} if there is no view
local headKey, prefix, things = KEYS[1], ARGV[1], ARGV[2]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
return {head, redis.call('SMEMBERS', prefix .. 'g' .. head[3] .. ':' .. things)}
