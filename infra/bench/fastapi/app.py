"""The reference for joins: what people would write instead, on FastAPI, uvloop and a Redis script. Not durable.

One script decides a join atomically; the answer has the fields of Naru's. Start it with
uvicorn app:app --loop uvloop --http httptools --no-access-log --workers 2, with REDIS naming the server.
"""

import os
import secrets
import time

import redis.asyncio as redis
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, constr

JOIN = """
-- KEYS: users (hash), active (zset), line (zset), ticket (string)  ARGV: user, session, capacity, now (ms), token
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known then return {known, 0, 0, 0} end
local ticket = redis.call('INCR', KEYS[4])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', 'session:' .. ARGV[2], 'user', ARGV[1], 'ticket', ticket, 'joined', ARGV[4], 'token', ARGV[5])
if redis.call('ZCARD', KEYS[2]) < tonumber(ARGV[3]) then
  redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2])
  return {ARGV[2], 1, ticket, 0}
end
redis.call('ZADD', KEYS[3], ticket, ARGV[2])
return {ARGV[2], 2, ticket, redis.call('ZRANK', KEYS[3], ARGV[2]) + 1}
"""
STATES = ["MATCHED", "ACTIVE", "WAITING"]
CAPACITY = 20

app = FastAPI()
server = redis.Redis.from_url(os.environ["REDIS"], max_connections=1000)
join_script = server.register_script(JOIN)


class Join(BaseModel):
    userKey: constr(min_length=1, max_length=256)


@app.post("/v1/rooms/{room}/sessions")
async def join(room: str, body: Join):
    token = secrets.token_urlsafe(24)
    keys = [f"{room}:users", f"{room}:active", f"{room}:line", f"{room}:ticket"]
    now = int(time.time() * 1000)
    session, state, ticket, position = await join_script(keys, [body.userKey, secrets.token_hex(16), CAPACITY, now, token])
    return JSONResponse(
        {
            "sessionId": session.decode(),
            "token": token,
            "room": room,
            "state": STATES[state],
            "ticket": ticket,
            "position": position,
            "joinedAt": now,
        },
        status_code=201 if state else 200,
    )
