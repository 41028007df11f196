-- Keys of the OpenAI door. The key itself is shown once and kept nowhere. Its SHA-256 is enough: a slow hash guards
-- words that people choose, and nobody guesses one of 2^256 random keys, however fast the guessing.
create table api_key (
    id         uuid        primary key,
    digest     bytea       not null unique, -- SHA-256 of the key
    owner      text        not null,        -- who has it, in the operator's words
    room       text        not null,        -- where its calls take their turn
    rate       text,                        -- calls of all its users, such as 100/10s; null is no limit
    user_rate  text,                        -- calls of each of its users; null is no limit
    made_at    timestamptz not null,
    revoked_at timestamptz                  -- null while it is good
);
