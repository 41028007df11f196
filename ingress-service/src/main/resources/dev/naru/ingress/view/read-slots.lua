-- Reads what the slots of a pool work on.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:      ARGV[2]  name of the pool
-- ARGV[3]  slots to read: those below that number
-- Reads    below g<generation>: slots:<pool>, query:<id>, session:<id> (hashes), alias:<id>
-- Returns  {head, {slot, query id, fields, session id or nil, user key or nil} for each busy slot}; {} if there is no view
local headKey, prefix, pool, most = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
local shown = prefix .. 'g' .. head[3] .. ':'

local function live(any) return redis.call('GET', shown .. 'alias:' .. any) or any end

local numbers, busy = {}, {}
for slot = 0, most - 1 do numbers[slot + 1] = slot end
for i, id in ipairs(redis.call('HMGET', shown .. 'slots:' .. pool, unpack(numbers))) do
  if id then
    local fields = redis.call('HMGET', shown .. 'query:' .. id, 'room', 'state', 'attempt', 'submittedAt', 'startedAt', 'sessionId')
    local session = fields[6] and live(fields[6])
    local user = session and redis.call('HGET', shown .. 'session:' .. session, 'userKey')
    busy[#busy + 1] = {i - 1, id, fields, session, user}
  end
end
return {head, busy}
