-- What Orleans 10.4 needs on PostgreSQL 15 or later: its named statements, membership, grain state and reminders. The packages ship no
-- SQL; parameter names and result columns are Orleans' contract, the tables are ours. A silo checks at start that every statement is here.

CREATE TABLE OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

-- One row a cluster. Its version orders all changes of membership: whoever wants to change a silo's row must move it on by one.
CREATE TABLE orleans_clusters
(
    cluster_id text        NOT NULL PRIMARY KEY,
    version    integer     NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orleans_silos
(
    cluster_id    text        NOT NULL REFERENCES orleans_clusters ON DELETE CASCADE,
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL,
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL,
    proxy_port    integer     NOT NULL,
    suspect_times text,
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
)
-- Few rows, rewritten every few seconds: room for new versions on the same page keeps table and index small.
WITH (fillfactor = 50);

CREATE TABLE orleans_grain_state
(
    service_id      text        NOT NULL,
    grain_type_hash integer     NOT NULL,
    grain_id_hash   integer     NOT NULL,
    grain_id_n0     bigint      NOT NULL,
    grain_id_n1     bigint      NOT NULL,
    grain_type      text        NOT NULL,
    grain_id_text   text,
    payload         bytea,
    version         integer     NOT NULL,
    modified_at     timestamptz NOT NULL,
    -- Two activations that both write first must not leave two rows: the grain could never be read again. A missing text part counts as
    -- a value.
    CONSTRAINT orleans_grain_state_key UNIQUE NULLS NOT DISTINCT
        (grain_id_hash, grain_type_hash, service_id, grain_id_n0, grain_id_n1, grain_type, grain_id_text)
)
WITH (fillfactor = 80);

CREATE TABLE orleans_reminders
(
    service_id    text        NOT NULL,
    grain_id      text        NOT NULL,
    reminder_name text        NOT NULL,
    start_time    timestamptz NOT NULL,
    period_ms     bigint      NOT NULL,
    grain_hash    integer     NOT NULL,
    version       integer     NOT NULL,
    PRIMARY KEY (service_id, grain_id, reminder_name)
);

-- Every silo reads its range of hashes about every five minutes.
CREATE INDEX orleans_reminders_hash ON orleans_reminders (service_id, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText)
VALUES
('GatewaysQueryKey', '
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
    FROM orleans_silos
    WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0;
'),
-- The cluster's row comes back even when it has no such silo: Orleans needs its version.
('MembershipReadRowKey', '
    SELECT c.cluster_id AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
           s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
           s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
    FROM orleans_clusters c
    LEFT JOIN orleans_silos s
        ON s.cluster_id = c.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE c.cluster_id = @DeploymentId;
'),
('MembershipReadAllKey', '
    SELECT c.cluster_id AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
           s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
           s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
    FROM orleans_clusters c
    LEFT JOIN orleans_silos s ON s.cluster_id = c.cluster_id
    WHERE c.cluster_id = @DeploymentId;
'),
('InsertMembershipVersionKey', '
    WITH made AS
    (
        INSERT INTO orleans_clusters (cluster_id) VALUES (@DeploymentId)
        ON CONFLICT DO NOTHING
        RETURNING 1
    )
    SELECT count(*) FROM made;
'),
-- Both or neither: the silo is added out of the row that the version's update gives back, so without the one there is not the other.
-- A silo that is there already leaves the version alone. Two writers with the same version meet on the cluster's row; the second one
-- finds another version when the first has committed, and nothing to do.
('InsertMembershipKey', '
    WITH moved AS
    (
        UPDATE orleans_clusters c
        SET version = version + 1, changed_at = now()
        WHERE c.cluster_id = @DeploymentId AND c.version = @Version
          AND NOT EXISTS
          (
              SELECT FROM orleans_silos s
              WHERE s.cluster_id = c.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
          )
        RETURNING c.cluster_id
    ),
    added AS
    (
        INSERT INTO orleans_silos
            (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
        SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM moved
        RETURNING 1
    )
    SELECT count(*) FROM added;
'),
-- The same. The silo's row is locked before the version moves, so that it cannot go in between. A vote that was cast on an older
-- heartbeat does not turn the heartbeat back.
('UpdateMembershipKey', '
    WITH target AS
    (
        SELECT cluster_id
        FROM orleans_silos
        WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        FOR UPDATE
    ),
    moved AS
    (
        UPDATE orleans_clusters c
        SET version = version + 1, changed_at = now()
        FROM target
        WHERE c.cluster_id = target.cluster_id AND c.version = @Version
        RETURNING c.cluster_id
    ),
    changed AS
    (
        UPDATE orleans_silos s
        SET status = @Status, suspect_times = @SuspectTimes, alive_at = greatest(s.alive_at, @IAmAliveTime)
        FROM moved
        WHERE s.cluster_id = moved.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
        RETURNING 1
    )
    SELECT count(*) FROM changed;
'),
('UpdateIAmAlivetimeKey', '
    UPDATE orleans_silos
    SET alive_at = @IAmAliveTime
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation;
'),
('DeleteMembershipTableEntriesKey', '
    DELETE FROM orleans_clusters WHERE cluster_id = @DeploymentId;
'),
-- 6 is SiloStatus.Dead. A silo that joins or leaves is not defunct, however old its heartbeat: Orleans declares it dead first.
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM orleans_silos WHERE cluster_id = @DeploymentId AND status = 6 AND alive_at < @IAmAliveTime;
'),
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version
    FROM orleans_grain_state
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
      AND grain_id_text IS NOT DISTINCT FROM @GrainIdExtensionString;
'),
-- A known version updates, an unknown one inserts: only one of the two parts can ever apply. Whoever comes second gets no row, which
-- Orleans reports as InconsistentStateException.
('WriteToStorageKey', '
    WITH updated AS
    (
        UPDATE orleans_grain_state
        SET payload = @PayloadBinary, version = version + 1, modified_at = now()
        WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
          AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
          AND grain_id_text IS NOT DISTINCT FROM @GrainIdExtensionString
          AND version = @GrainStateVersion
        RETURNING version
    ),
    inserted AS
    (
        INSERT INTO orleans_grain_state
            (service_id, grain_type_hash, grain_id_hash, grain_id_n0, grain_id_n1, grain_type, grain_id_text, payload, version, modified_at)
        SELECT @ServiceId, @GrainTypeHash, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @GrainIdExtensionString,
               @PayloadBinary, 1, now()
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version
    )
    SELECT version AS NewGrainStateVersion FROM updated
    UNION ALL
    SELECT version FROM inserted;
'),
('ClearStorageKey', '
    UPDATE orleans_grain_state
    SET payload = NULL, version = version + 1, modified_at = now()
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
      AND grain_id_text IS NOT DISTINCT FROM @GrainIdExtensionString
      AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion;
'),
('DeleteStorageKey', '
    DELETE FROM orleans_grain_state
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
      AND grain_id_text IS NOT DISTINCT FROM @GrainIdExtensionString
      AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion;
'),
('ReadReminderRowsKey', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId;
'),
('ReadReminderRowKey', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName;
'),
('ReadRangeRows1Key', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash;
'),
-- The range that wraps around the end of the ring, from a bound to a smaller or equal one: two searches of the index, which cannot
-- overlap.
('ReadRangeRows2Key', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_hash > @BeginHash
    UNION ALL
    SELECT grain_id, reminder_name, start_time, period_ms, version
    FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_hash <= @EndHash;
'),
('UpsertReminderRowKey', '
    INSERT INTO orleans_reminders AS kept (service_id, grain_id, reminder_name, start_time, period_ms, grain_hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 1)
    ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
    SET start_time = excluded.start_time, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = kept.version + 1
    RETURNING kept.version AS Version;
'),
('DeleteReminderRowKey', '
    WITH gone AS
    (
        DELETE FROM orleans_reminders
        WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
        RETURNING 1
    )
    SELECT count(*) FROM gone;
'),
('DeleteReminderRowsKey', '
    DELETE FROM orleans_reminders WHERE service_id = @ServiceId;
');
