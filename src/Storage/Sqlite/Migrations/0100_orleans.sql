-- What Orleans 10.4 needs on SQLite: its named statements, grain state and reminders. The packages ship no SQL; parameter names and
-- result columns are Orleans' contract, the tables are ours. A silo checks at start that every statement is here.
-- There is no membership: SQLite serves one process.

CREATE TABLE OrleansQuery
(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE orleans_grain_state
(
    service_id      TEXT    NOT NULL,
    grain_type_hash INTEGER NOT NULL,
    grain_id_hash   INTEGER NOT NULL,
    grain_id_n0     INTEGER NOT NULL,
    grain_id_n1     INTEGER NOT NULL,
    grain_type      TEXT    NOT NULL,
    grain_id_text   TEXT,
    payload         BLOB,
    version         INTEGER NOT NULL,
    modified_at     INTEGER NOT NULL
);

-- Two activations that both write first must not leave two rows: the grain could never be read again. NULL has to count as a value in
-- this index, and must differ from an empty text; an empty blob does both.
CREATE UNIQUE INDEX orleans_grain_state_key ON orleans_grain_state
    (grain_id_hash, grain_type_hash, service_id, grain_id_n0, grain_id_n1, grain_type, ifnull(grain_id_text, x''));

CREATE TABLE orleans_reminders
(
    service_id    TEXT    NOT NULL,
    grain_id      TEXT    NOT NULL,
    reminder_name TEXT    NOT NULL,
    start_time    TEXT    NOT NULL,
    period_ms     INTEGER NOT NULL,
    grain_hash    INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (service_id, grain_id, reminder_name)
) WITHOUT ROWID;

-- Every silo reads its range of hashes about every five minutes.
CREATE INDEX orleans_reminders_hash ON orleans_reminders (service_id, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText)
VALUES
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version
    FROM orleans_grain_state
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
      AND ifnull(grain_id_text, x'''') = ifnull(@GrainIdExtensionString, x'''');
'),
-- A known version updates, an unknown one inserts: only one of the two statements can ever apply. Whoever comes second gets no row,
-- which Orleans reports as InconsistentStateException.
('WriteToStorageKey', '
    UPDATE orleans_grain_state
    SET payload = @PayloadBinary, version = version + 1, modified_at = CAST(unixepoch(''subsec'') * 1000 AS INTEGER)
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
      AND ifnull(grain_id_text, x'''') = ifnull(@GrainIdExtensionString, x'''')
      AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion;

    INSERT INTO orleans_grain_state
        (service_id, grain_type_hash, grain_id_hash, grain_id_n0, grain_id_n1, grain_type, grain_id_text, payload, version, modified_at)
    SELECT @ServiceId, @GrainTypeHash, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @GrainIdExtensionString, @PayloadBinary,
           1, CAST(unixepoch(''subsec'') * 1000 AS INTEGER)
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version AS NewGrainStateVersion;
'),
('ClearStorageKey', '
    UPDATE orleans_grain_state
    SET payload = NULL, version = version + 1, modified_at = CAST(unixepoch(''subsec'') * 1000 AS INTEGER)
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
      AND ifnull(grain_id_text, x'''') = ifnull(@GrainIdExtensionString, x'''')
      AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion;
'),
('DeleteStorageKey', '
    DELETE FROM orleans_grain_state
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND service_id = @ServiceId
      AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1 AND grain_type = @GrainTypeString
      AND ifnull(grain_id_text, x'''') = ifnull(@GrainIdExtensionString, x'''')
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
-- The range that wraps around the end of the ring, from a bound to a smaller or equal one: two searches of the index, which cannot overlap.
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
    INSERT INTO orleans_reminders (service_id, grain_id, reminder_name, start_time, period_ms, grain_hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 1)
    ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
    SET start_time = excluded.start_time, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = version + 1
    RETURNING version AS Version;
'),
('DeleteReminderRowKey', '
    DELETE FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version;
    SELECT changes();
'),
('DeleteReminderRowsKey', '
    DELETE FROM orleans_reminders WHERE service_id = @ServiceId;
');
