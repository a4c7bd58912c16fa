-- What each pool was: a row at the beginning of each five minutes, and after 30 days one for each hour. Numbers of hosts;
-- the last three are what was forecast for that time, where anything was.
CREATE TABLE pool_sample (
    pool     VARCHAR(64) NOT NULL,
    at       BIGINT      NOT NULL,
    -- How long it stands for, in milliseconds.
    span     BIGINT      NOT NULL,
    hosts    INTEGER     NOT NULL,
    awake    INTEGER     NOT NULL,
    asleep   INTEGER     NOT NULL,
    changing INTEGER     NOT NULL,
    used     INTEGER     NOT NULL,
    free     INTEGER     NOT NULL,
    reserve  INTEGER     NOT NULL,
    least    INTEGER     NOT NULL,
    low      INTEGER,
    median   INTEGER,
    high     INTEGER,
    PRIMARY KEY (pool, at)
);
CREATE INDEX pool_sample_at ON pool_sample (at);
