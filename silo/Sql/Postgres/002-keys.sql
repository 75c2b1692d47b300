-- Secrets that must be forgettable: never in a backup of the log (pg_dump --exclude-table-data=phase_keys).
CREATE TABLE phase_keys (
    name text COLLATE "C" PRIMARY KEY,
    secret bytea NOT NULL CHECK (length(secret) = 32)
);

-- Data Protection's key ring: what protects cookies and forms across restarts and between web processes.
CREATE TABLE data_protection_keys (
    name text PRIMARY KEY,
    xml text NOT NULL
);
