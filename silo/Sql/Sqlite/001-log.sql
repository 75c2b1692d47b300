-- Facts, and nothing that says when: an event on an anonymous board must not be tied to a time.
CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Rows with people's words in them never move: they are appended, and erased by writing zeros over them
-- in place. SQLite leaves copies of moved rows in unused parts of pages, secure_delete or not.
-- AUTOINCREMENT: the position of a deleted event is never given again, so a cursor can't miss one.
CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream INTEGER NOT NULL REFERENCES streams (id),
    version INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (stream, version)
) STRICT;

-- What stands in place of an erased event; a replaced one turns its position negative.
CREATE TABLE rewrites (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX rewrites_in_force ON rewrites (position) WHERE position > 0;

CREATE TABLE topics (
    topic TEXT NOT NULL,
    position INTEGER NOT NULL REFERENCES events (position),
    PRIMARY KEY (topic, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX topics_by_position ON topics (position);

-- By name: a ledger keeps a snapshot and has no stream of its own. The first 4096 bytes of data mean nothing:
-- they keep the rest in overflow pages, which do not move and are zeroed when they are freed.
CREATE TABLE snapshots (
    stream TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;

-- As large as the largest thing that one person may write: less would still fit on a disk that is full for people.
CREATE TABLE probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    data BLOB NOT NULL
) STRICT;

INSERT INTO probe VALUES (1, zeroblob(65536));
