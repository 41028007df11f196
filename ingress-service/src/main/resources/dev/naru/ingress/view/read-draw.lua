-- Reads one draw of a room.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  name of the room
-- ARGV[3]  id of the draw
-- Reads    below g<generation>: draw:<room>:<id> (string)
-- Returns  {head, draw or nil}; {} if there is no view
local headKey, prefix, room, id = KEYS[1], ARGV[1], ARGV[2], ARGV[3]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
return {head, redis.call('GET', prefix .. 'g' .. head[3] .. ':draw:' .. room .. ':' .. id)}
