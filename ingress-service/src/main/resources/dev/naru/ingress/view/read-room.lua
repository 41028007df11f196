-- Reads one room's settings and figures.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  name of the room
-- Reads    below g<generation>: room:<room> (hash)
-- Returns  {head, fields}; {} if there is no view
local headKey, prefix, room = KEYS[1], ARGV[1], ARGV[2]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
return {head, redis.call('HMGET', prefix .. 'g' .. head[3] .. ':room:' .. room, 'settings', 'status', 'paused',
  'active', 'waiting', 'serving', 'lastTicket', 'admissions', 'held',
  'opensAt', 'closesAt', 'lottery')}
