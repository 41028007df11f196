-- Reads what everybody in a room was told lately.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  name of the room
-- ARGV[3]  number of news: draws are wanted that have some after that
-- Reads    below g<generation>: announcement:<room> (string), draws:<room> (sorted set), draw:<room>:<id> (string)
-- Returns  {head, {draw, …} in the order of their news, announcement or nil}; {} if there is no view
local headKey, prefix, room, after = KEYS[1], ARGV[1], ARGV[2], ARGV[3]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
local shown = prefix .. 'g' .. head[3] .. ':'
local draws = {}
for _, id in ipairs(redis.call('ZRANGE', shown .. 'draws:' .. room, '(' .. after, '+inf', 'BYSCORE')) do
  local draw = redis.call('GET', shown .. 'draw:' .. room .. ':' .. id)
  if draw then draws[#draws + 1] = draw end
end
return {head, draws, redis.call('GET', shown .. 'announcement:' .. room)}
