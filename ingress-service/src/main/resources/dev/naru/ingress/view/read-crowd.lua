-- Reads who is in a room: those with a seat, the longest first, and those next in its line.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  name of the room
-- ARGV[3]  most seats to read                   ARGV[4]  most of the line to read
-- Reads    below g<generation>: active:<room>, line:<room> (sorted sets), session:<id> (hash)
-- Returns  {head, {id, fields} for each seat, {id, fields} for each in the line}; {} if there is no view
local headKey, prefix, room, seats, waiting = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
local shown = prefix .. 'g' .. head[3] .. ':'

local function people(key, most)
  local found = {}
  for i, id in ipairs(redis.call('ZRANGE', shown .. key .. room, 0, most - 1)) do
    found[i] = {id, redis.call('HMGET', shown .. 'session:' .. id, 'userKey', 'ticket', 'joinedAt', 'admittedAt', 'expiresAt')}
  end
  return found
end
return {head, people('active:', seats), people('line:', waiting)}
