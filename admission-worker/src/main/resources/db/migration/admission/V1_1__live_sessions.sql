-- who is there: however many have been, a room's live sessions are found at once
create index session_history_live on session_history (room, joined_at, id) where state in ('WAITING', 'ACTIVE');
