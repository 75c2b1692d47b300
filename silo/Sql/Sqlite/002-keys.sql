-- A destroyed key is 32 zeros, written over it in place: rows that move leave copies behind.
CREATE TABLE keys (
    name TEXT PRIMARY KEY,
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;
