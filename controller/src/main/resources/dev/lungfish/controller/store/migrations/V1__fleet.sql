-- Times are milliseconds since 1970, lengths milliseconds. Names of hosts are in lower case.

-- One row.
CREATE TABLE controller (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL CHECK (epoch > 0),
    -- Set by a restore until the controller has started with it.
    restored INTEGER NOT NULL
);
INSERT INTO controller (id, epoch, restored) VALUES (1, 1, 0);

CREATE TABLE host (
    id          VARCHAR(64)   PRIMARY KEY,
    name        VARCHAR(255)  NOT NULL UNIQUE,
    machine     VARCHAR(64)   UNIQUE,
    key_print   VARCHAR(64)   NOT NULL UNIQUE,
    public_key  TEXT          NOT NULL,
    enrolled    BIGINT        NOT NULL,
    revoked     BIGINT
);

-- What is asked of a host, and what is known of it. The column state has the whole of it, as the state
-- machine needs it, and called what the host told last; the others are for people and for queries.
CREATE TABLE host_state (
    host     VARCHAR(64) PRIMARY KEY REFERENCES host (id),
    target   VARCHAR(32) NOT NULL,
    observed VARCHAR(32) NOT NULL,
    since    BIGINT      NOT NULL,
    lease    VARCHAR(64),
    epoch    BIGINT      NOT NULL,
    state    TEXT        NOT NULL,
    called   TEXT
);

CREATE TABLE lease (
    id       VARCHAR(64) PRIMARY KEY,
    host     VARCHAR(64) NOT NULL REFERENCES host (id),
    epoch    BIGINT      NOT NULL,
    target   VARCHAR(16) NOT NULL,
    granted  BIGINT      NOT NULL,
    length   BIGINT      NOT NULL,
    autonomy_sleeps  INTEGER NOT NULL,
    autonomy_longest BIGINT  NOT NULL,
    ended    BIGINT,
    outcome  TEXT
);
CREATE INDEX lease_of_host ON lease (host, granted);

CREATE TABLE demand (
    id       VARCHAR(64)   PRIMARY KEY,
    source   VARCHAR(1024) NOT NULL,
    since    BIGINT        NOT NULL,
    until    BIGINT        NOT NULL,
    priority INTEGER       NOT NULL,
    made     BIGINT        NOT NULL,
    -- host, hosts or room; then which, how many, or how much.
    need     VARCHAR(16)   NOT NULL CHECK (need IN ('host', 'hosts', 'room')),
    host     VARCHAR(255),
    hosts    INTEGER,
    cores    INTEGER,
    memory   BIGINT
);

CREATE TABLE hold (
    host     VARCHAR(64)   NOT NULL REFERENCES host (id),
    kind     VARCHAR(16)   NOT NULL CHECK (kind IN ('hold', 'maintenance')),
    source   VARCHAR(1024) NOT NULL,
    made     BIGINT        NOT NULL,
    PRIMARY KEY (host, kind)
);

-- The secret of a token is not here, only its SHA-256 in hexadecimal digits.
CREATE TABLE token (
    secret_print VARCHAR(64)  PRIMARY KEY,
    for_name     VARCHAR(255),
    made         BIGINT       NOT NULL,
    valid_until  BIGINT       NOT NULL,
    used         BIGINT,
    used_key     VARCHAR(64)
);

-- Append-only: why each thing was decided.
CREATE TABLE event (
    seq    ${identity},
    at     BIGINT       NOT NULL,
    host   VARCHAR(64),
    code   VARCHAR(128) NOT NULL,
    reason TEXT         NOT NULL
);
CREATE INDEX event_of_host ON event (host, seq);
