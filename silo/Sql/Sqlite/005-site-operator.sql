-- The one token that operators show until there are accounts: its SHA-256 alone.
CREATE TABLE operator_token (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
