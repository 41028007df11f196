-- Reads one query as the view shows it, with its place in its pool's queue.
--
-- KEYS[1]  head (hash): naru:{partition}:head
-- ARGV[1]  what the keys of the partition begin with: naru:{partition}:
-- ARGV[2]  query id, repeated or first          ARGV[3]  session id of the asker's token
-- Reads    pending:<query id>; below g<generation>: alias:<id>, query:<id>, session:<id> (hashes), queue:<pool> (sorted set)
-- Returns  {head, live query id, asker's live session id, fields, owner's live session id or nil,
--          rank from 0 or nil, pending or nil, tokensSince of the asker's session or nil}; {} if there is no view
local headKey, prefix, id, asker = KEYS[1], ARGV[1], ARGV[2], ARGV[3]

local head = redis.call('HMGET', headKey, 'term', 'offset', 'generation')
if not head[3] then return {} end
local shown = prefix .. 'g' .. head[3] .. ':'

local function live(any) return redis.call('GET', shown .. 'alias:' .. any) or any end

local liveId = live(id)
local fields = redis.call('HMGET', shown .. 'query:' .. liveId, 'sessionId', 'room', 'pool', 'state', 'attempt',
  'submittedAt', 'startedAt', 'finishedAt', 'result', 'error')
local owner = fields[1] and live(fields[1])
local rank, pending = false, false
if fields[4] == 'QUEUED' then
  rank = redis.call('ZRANK', shown .. 'queue:' .. fields[3], liveId)
elseif not fields[4] then
  pending = redis.call('GET', prefix .. 'pending:' .. id)
end
local askerId = live(asker)
local since = redis.call('HGET', shown .. 'session:' .. askerId, 'tokensSince')
return {head, liveId, askerId, fields, owner, rank, pending, since}
