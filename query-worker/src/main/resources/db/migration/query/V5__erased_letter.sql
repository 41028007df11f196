-- Letters whose user was erased: a list that is written again from the topic leaves their bytes out.
create table erased_letter (
  id uuid        primary key,
  at timestamptz not null
);

comment on column dead_letter.value is 'null if there was none, if it is over 1 MB and lies where the record stood, or if it was erased';
comment on column dead_letter.value_sha256 is 'of the record''s value; empty if it was erased';
