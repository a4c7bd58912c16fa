-- Which pool a demand asks; empty for a named host, and where there is one pool.
ALTER TABLE demand ADD COLUMN pool VARCHAR(64);

-- What is left of each rate, in thousandths, as it was at a time: a controller that starts anew goes on
-- where the last one stopped. Named pool/NAME/hosts, power/NAME/watts and so on.
CREATE TABLE rate (
    name   VARCHAR(160) PRIMARY KEY,
    tokens BIGINT       NOT NULL,
    at     BIGINT       NOT NULL
);

-- How long a host took to wake the last times, in milliseconds, oldest first, with commas.
CREATE TABLE resume (
    host   VARCHAR(64) PRIMARY KEY REFERENCES host (id),
    newest TEXT        NOT NULL
);

-- When hosts of a pool began to be used.
CREATE TABLE arrival (
    pool  VARCHAR(64) NOT NULL,
    at    BIGINT      NOT NULL,
    hosts INTEGER     NOT NULL,
    PRIMARY KEY (pool, at)
);

-- The most hosts that were used at once in each quarter of an hour.
CREATE TABLE pool_use (
    pool VARCHAR(64) NOT NULL,
    at   BIGINT      NOT NULL,
    used INTEGER     NOT NULL,
    PRIMARY KEY (pool, at)
);
