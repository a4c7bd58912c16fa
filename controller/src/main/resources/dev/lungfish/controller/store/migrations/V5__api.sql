-- Who may use the API. Of a token's secret only its SHA-256 is here, of a certificate that of its public
-- key, both in Base64 for URLs. One who was revoked stays, so that the name is not given away unseen.
CREATE TABLE access (
    name    VARCHAR(64)   PRIMARY KEY,
    role    VARCHAR(16)   NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    kind    VARCHAR(16)   NOT NULL CHECK (kind IN ('token', 'certificate')),
    print   VARCHAR(64)   NOT NULL UNIQUE,
    made    BIGINT        NOT NULL,
    made_by VARCHAR(1024) NOT NULL,
    until   BIGINT,
    revoked BIGINT
);

-- Append-only: who asked the API for what, and what came of it.
CREATE TABLE audit (
    seq     ${identity},
    at      BIGINT        NOT NULL,
    who     VARCHAR(1024) NOT NULL,
    role    VARCHAR(16),
    address VARCHAR(64)   NOT NULL,
    action  VARCHAR(64)   NOT NULL,
    target  VARCHAR(1024) NOT NULL,
    status  INTEGER       NOT NULL,
    code    VARCHAR(128)
);
CREATE INDEX audit_at ON audit (at);

-- Answers that were given for a key, to be given again.
CREATE TABLE answered (
    who    VARCHAR(255) NOT NULL,
    key    VARCHAR(255) NOT NULL,
    -- SHA-256 of what was asked.
    asked  VARCHAR(64)  NOT NULL,
    status INTEGER      NOT NULL,
    answer TEXT         NOT NULL,
    made   BIGINT       NOT NULL,
    PRIMARY KEY (who, key)
);
CREATE INDEX answered_made ON answered (made);
