-- Hosts that somebody drains: their guests are moved away, and plans give them none.
CREATE TABLE drain (
    host   VARCHAR(64)   PRIMARY KEY REFERENCES host (id),
    source VARCHAR(1024) NOT NULL,
    made   BIGINT        NOT NULL
);

-- Moves of guests that were begun and of which nobody has found out yet what became of them. Written before
-- libvirt is told; removed with the outcome.
CREATE TABLE guest_move (
    pool        VARCHAR(64)  NOT NULL,
    guest       VARCHAR(255) NOT NULL,
    source      VARCHAR(255) NOT NULL,
    destination VARCHAR(255) NOT NULL,
    begun       BIGINT       NOT NULL,
    -- When it is aborted.
    limit_at    BIGINT       NOT NULL,
    PRIMARY KEY (pool, guest)
);

-- Guests whose last move failed: until when they stay where they are.
CREATE TABLE move_failure (
    pool     VARCHAR(64)  NOT NULL,
    guest    VARCHAR(255) NOT NULL,
    times    INTEGER      NOT NULL,
    until_at BIGINT       NOT NULL,
    PRIMARY KEY (pool, guest)
);
