-- What was learned of how long hosts of a pool are idle before they are used again. Lengths are milliseconds, those
-- of used and weighed of all hosts together; costs are those of each waiting time, with commas.
CREATE TABLE pool_idle (
    pool       VARCHAR(64) PRIMARY KEY,
    break_even BIGINT      NOT NULL,
    wait       BIGINT      NOT NULL,
    gaps       INTEGER     NOT NULL,
    used       BIGINT      NOT NULL,
    weighed    BIGINT      NOT NULL,
    least      BIGINT      NOT NULL,
    costs      TEXT        NOT NULL
);
