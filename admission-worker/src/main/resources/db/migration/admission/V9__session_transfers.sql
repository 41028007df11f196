-- Tokens of a transferred session are void if their command is before this offset; null if it never was transferred.
alter table session_history add column tokens_since bigint;
