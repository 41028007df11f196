-- Appends a piece of an answer to its query's stream, and tells those who listen. An entry's id is
-- <attempt>-<index>: a piece that comes twice is there once, and an attempt is silent once the next has spoken.
-- What is older than the oldest piece to keep goes, and so do all pieces of the attempts before.
--
-- KEYS[1]  chunks:<queryId> (stream): naru:{partition}:chunks:<queryId>
-- ARGV[1]  query id
-- ARGV[2]  attempt: 1, 2, …
-- ARGV[3]  index of the piece within the attempt: 0, 1, …
-- ARGV[4]  index of the attempt's oldest piece to keep
-- ARGV[5]  data: text
-- ARGV[6]  how long the stream is kept from now on, in s
-- ARGV[7]  channel: naru:{partition}:chunk-signals
-- Returns  1, or 0 if the stream has a later piece
-- Tells    <queryId> on the channel
local query, attempt, index, oldest = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local data, ttl, channel = ARGV[5], ARGV[6], ARGV[7]
local added = redis.pcall('XADD', KEYS[1], 'MINID', attempt .. '-' .. oldest, attempt .. '-' .. index,
  'attempt', attempt, 'index', index, 'data', data)
if type(added) == 'table' and added.err then
  if string.find(added.err, 'equal or smaller', 1, true) then
    return 0
  end
  return redis.error_reply(added.err)
end
redis.call('EXPIRE', KEYS[1], ttl)
redis.call('PUBLISH', channel, query)
return 1
