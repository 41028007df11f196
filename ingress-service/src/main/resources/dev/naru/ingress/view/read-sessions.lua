-- Reads one session as the view shows it, with its place in the line.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:
-- ARGV[2]  session id, provisional or live      ARGV[3]  session id of the asker's token
-- Reads    below g<generation>: alias:<id>, session:<id> (hash), line:<room> (sorted set), room:<room> (hash)
-- Returns  {head, live id, asker's live id, fields, rank from 0 or nil, admissions or nil}; {} if there is no view
local headKey, prefix, id, asker = KEYS[1], ARGV[1], ARGV[2], ARGV[3]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
local shown = prefix .. 'g' .. head[3] .. ':'

local function live(any) return redis.call('GET', shown .. 'alias:' .. any) or any end

local liveId = live(id)
local fields = redis.call('HMGET', shown .. 'session:' .. liveId, 'room', 'state', 'ticket', 'joinedAt',
  'admittedAt', 'expiresAt', 'endedReason', 'refusal')
local rank, admissions = false, false
if fields[2] == 'WAITING' then
  rank = redis.call('ZRANK', shown .. 'line:' .. fields[1], liveId)
  admissions = redis.call('HGET', shown .. 'room:' .. fields[1], 'admissions')
end
return {head, liveId, id == asker and liveId or live(asker), fields, rank, admissions}
