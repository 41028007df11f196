-- what retention may remove
create index room_minute_at on room_minute (minute);
-- one user's sessions, for those who erase them
create index session_history_user_key on session_history (user_key) where user_key is not null;
