-- What each host did on a day, what it used and what it saved: lengths in milliseconds, amounts in
-- millijoules. Days are those of the zone of the pool, as 2026-11-30.
CREATE TABLE energy (
    day        VARCHAR(10) NOT NULL,
    host       VARCHAR(64) NOT NULL REFERENCES host (id),
    pool       VARCHAR(64) NOT NULL,
    awake_ms   BIGINT NOT NULL,
    asleep_ms  BIGINT NOT NULL,
    between_ms BIGINT NOT NULL,
    unknown_ms BIGINT NOT NULL,
    -- Of the time awake: for how long the whole host was measured, and what; for how long a part of it
    -- was, what, and what is taken for the whole in that time.
    whole_ms    BIGINT NOT NULL,
    whole_mj    BIGINT NOT NULL,
    part_ms     BIGINT NOT NULL,
    part_mj     BIGINT NOT NULL,
    part_use_mj BIGINT NOT NULL,
    -- By the model, for all other time.
    model_mj    BIGINT NOT NULL,
    saved_mj    BIGINT NOT NULL,
    sleeps      BIGINT NOT NULL,
    PRIMARY KEY (day, host, pool)
);

-- Up to when a host is booked; written with what was booked.
CREATE TABLE energy_cursor (
    host   VARCHAR(64) PRIMARY KEY REFERENCES host (id),
    booked BIGINT NOT NULL
);
