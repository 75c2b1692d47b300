-- The one token that operators show until there are accounts: its SHA-256 alone.
CREATE TABLE operator_token (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    hash bytea NOT NULL CHECK (length(hash) = 32)
);
