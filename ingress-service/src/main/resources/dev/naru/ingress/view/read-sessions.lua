-- Reads sessions as the view shows them, all at one moment, each with its place in its line.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:
-- then, for each session: its id, provisional or live, and the session id of the asker's token
-- Reads    below g<generation>: alias:<id>, session:<id> (hash), line:<room> (sorted set), room:<room> (hash)
-- Returns  {head, {live id, asker's live id, fields, rank from 0, or nil if nobody can know it} for each session,
--          (the fields from tokensSince on are those of the asker's session),
--          {room, admissions or ''} for each room with somebody waiting}; {} if there is no view
local headKey, prefix = KEYS[1], ARGV[1]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
local shown = prefix .. 'g' .. head[3] .. ':'

local function live(any) return redis.call('GET', shown .. 'alias:' .. any) or any end

local sessions, rooms, seen = {}, {}, {}
for i = 2, #ARGV, 2 do
  local id, asker = ARGV[i], ARGV[i + 1]
  local liveId = live(id)
  local fields = redis.call('HMGET', shown .. 'session:' .. liveId, 'room', 'state', 'ticket', 'joinedAt',
    'admittedAt', 'expiresAt', 'endedReason', 'refusal', 'tokensSince', 'transferId', 'userKey')
  local askerId = id == asker and liveId or live(asker)
  if askerId ~= liveId then
    local own = redis.call('HMGET', shown .. 'session:' .. askerId, 'tokensSince', 'transferId', 'userKey')
    fields[9], fields[10], fields[11] = own[1], own[2], own[3]
  end
  local rank, room = false, fields[1]
  if fields[2] == 'WAITING' then
    if not seen[room] then
      local figures = redis.call('HMGET', shown .. 'room:' .. room, 'admissions', 'held', 'status', 'unordered')
      -- while nobody inside is answered, or nobody is let in yet, how fast it went before says nothing
      local held = figures[2] and figures[2] ~= '' or figures[3] == 'PRE_QUEUE'
      rooms[#rooms + 1] = {room, not held and figures[1] or ''}
      seen[room] = figures[4] == '1' and 'unordered' or 'ordered'
    end
    -- an order that is drawn later is nobody's yet
    if seen[room] == 'ordered' then rank = redis.call('ZRANK', shown .. 'line:' .. room, liveId) end
  end
  sessions[#sessions + 1] = {liveId, askerId, fields, rank}
end
return {head, sessions, rooms}
