-- Data Protection's key ring: what protects cookies and forms across restarts.
CREATE TABLE data_protection_keys (
    name TEXT NOT NULL PRIMARY KEY,
    xml  TEXT NOT NULL
) STRICT;
