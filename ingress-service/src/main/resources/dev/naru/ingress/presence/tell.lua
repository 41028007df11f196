-- Moves the times forward at which sessions were heard of. Whoever has ended does not come back, and an id
-- that stands for a session speaks for that one.
--
-- KEYS[1]  presence:<room> (sorted set)   KEYS[2]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:
-- ARGV[2…] session id, time in ms since 1970, and so on
-- Reads    below g<generation>: alias:<id>
-- Returns  how many of the ids are known
local generation = redis.call('HGET', KEYS[2], 'generation')
local known = 0
for i = 2, #ARGV, 2 do
  local id = ARGV[i]
  if generation and not redis.call('ZSCORE', KEYS[1], id) then
    id = redis.call('GET', ARGV[1] .. 'g' .. generation .. ':alias:' .. id) or id
  end
  if redis.call('ZSCORE', KEYS[1], id) then
    known = known + 1
    redis.call('ZADD', KEYS[1], 'XX', 'GT', ARGV[i + 1], id)
  end
end
return known
