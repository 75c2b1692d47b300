-- Facts, and nothing that says when: an event on an anonymous board must not be tied to a time.
-- There are no foreign keys: the writer alone writes here, a batch in one statement, and they would ask row by row.

-- The last number given to an event or a stream, and where the database lived when it was given. Numbers are given
-- under a lock that is held until the commit, so they rise in commit order. Unlike a sequence's they are in every dump.
CREATE TABLE positions (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    last bigint NOT NULL,
    origin text NOT NULL
);

INSERT INTO positions (last, origin) VALUES (0, '');

CREATE TABLE streams (
    id bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    version bigint NOT NULL,
    deleted boolean NOT NULL DEFAULT false
);

CREATE TABLE events (
    position bigint PRIMARY KEY,
    stream bigint NOT NULL,
    version bigint NOT NULL,
    data bytea NOT NULL,
    UNIQUE (stream, version)
);

CREATE TABLE topics (
    topic text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (topic, position)
);

CREATE INDEX topics_by_position ON topics (position);

-- By name: a ledger keeps a snapshot and has no stream of its own.
CREATE TABLE snapshots (
    stream text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    schema integer NOT NULL,
    data bytea NOT NULL
);

CREATE TABLE probe (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    data bytea NOT NULL
);

INSERT INTO probe (data) VALUES ('');
