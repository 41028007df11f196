-- Reads what everybody in a room was told lately.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  name of the room
-- Reads    below g<generation>: announcement:<room> (string)
-- Returns  {head, announcement or nil}; {} if there is no view
local headKey, prefix, room = KEYS[1], ARGV[1], ARGV[2]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
return {head, redis.call('GET', prefix .. 'g' .. head[3] .. ':announcement:' .. room)}
