-- The ledger: one row for each Kafka record, written straight from Kafka by a JDBC sink connector, past RabbitMQ and
-- the persister. What it lists and bie_event does not have is the list of what was lost.

ALTER TABLE bie_event_parked ADD COLUMN discarded_at timestamptz;

COMMENT ON COLUMN bie_event_parked.replayed_at IS 'When it was sent to its queue again; null once it is parked again';
COMMENT ON COLUMN bie_event_parked.discarded_at IS 'When somebody decided that it is not to be stored';

-- convert_to is only "stable", because a database may redefine its conversions; UTF-8 of a topic's name never changes.
CREATE FUNCTION bie_event_uuid(source_topic text, source_partition integer, source_offset bigint, source_timestamp bigint)
    RETURNS uuid LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    millis bigint := coalesce(source_timestamp, 0);
    digest text := encode(sha256(convert_to(
        source_topic || '-' || source_partition || '-' || source_offset || '-' || millis, 'UTF8')), 'hex');
BEGIN
    RETURN lpad(to_hex(millis & x'ffffffffffff'::bigint), 12, '0') || '8' || substr(digest, 2, 3)
        || translate(substr(digest, 5, 1), '0123456789abcdef', '89ab89ab89ab89ab') || substr(digest, 6, 15);
END
$$;

COMMENT ON FUNCTION bie_event_uuid IS 'The uuid that the event of this Kafka record has in bie_event; a null timestamp counts as 0';

-- Times are epoch milliseconds as bigint: connectors differ in how they write a timestamp, and none differs in a number.
CREATE TABLE bie_event_ledger (
    source_topic     text        NOT NULL,
    source_partition integer     NOT NULL,
    source_offset    bigint      NOT NULL,
    source_timestamp bigint      NOT NULL,
    event_time       bigint,
    recorded_at      timestamptz NOT NULL DEFAULT now(),
    uuid             uuid        NOT NULL GENERATED ALWAYS AS
        (bie_event_uuid(source_topic, source_partition, source_offset, source_timestamp)) STORED,
    PRIMARY KEY (source_topic, source_partition, source_offset, source_timestamp)
);

CREATE INDEX bie_event_ledger_recorded_at_idx ON bie_event_ledger (recorded_at);

COMMENT ON TABLE bie_event_ledger IS 'Kafka records as a connector of its own saw them, tombstones left out; no claim data';
COMMENT ON COLUMN bie_event_ledger.source_timestamp IS 'Of the record, epoch milliseconds; part of the key because a topic that is made again starts at offset 0 again';
COMMENT ON COLUMN bie_event_ledger.event_time IS 'EventTime, epoch milliseconds';
COMMENT ON COLUMN bie_event_ledger.recorded_at IS 'When the row was first written';
COMMENT ON COLUMN bie_event_ledger.uuid IS 'The key of its event in bie_event, or of its message in bie_event_parked';

CREATE VIEW bie_event_ledger_state AS
SELECT l.source_topic, l.source_partition, l.source_offset, l.source_timestamp, l.event_time, l.recorded_at, l.uuid,
    p.reason, p.parked_at, p.replayed_at, p.discarded_at,
    CASE
        WHEN e.uuid IS NOT NULL THEN 'stored'
        WHEN p.discarded_at IS NOT NULL THEN 'discarded'
        WHEN p.uuid IS NOT NULL AND p.replayed_at IS NULL THEN 'parked'
        WHEN greatest(l.recorded_at, p.replayed_at) < now() - interval '5 minutes' THEN 'missing'
        ELSE 'awaited'
    END AS state
FROM bie_event_ledger l
    LEFT JOIN bie_event e ON e.uuid = l.uuid
    LEFT JOIN bie_event_parked p ON p.uuid = l.uuid;

COMMENT ON VIEW bie_event_ledger_state IS 'What became of each record: stored, parked, discarded, awaited (for up to five minutes), or missing';

CREATE VIEW bie_event_missing AS
SELECT source_topic, source_partition, source_offset, source_timestamp, event_time, recorded_at, uuid, replayed_at
FROM bie_event_ledger_state
WHERE state = 'missing';

COMMENT ON VIEW bie_event_missing IS 'Records that for five minutes have been neither stored nor parked; empty when nothing is lost or late';

CREATE VIEW bie_event_ledger_summary AS
SELECT source_topic,
    count(*) AS recorded,
    count(*) FILTER (WHERE state = 'stored') AS stored,
    count(*) FILTER (WHERE state = 'parked') AS parked,
    count(*) FILTER (WHERE state = 'discarded') AS discarded,
    count(*) FILTER (WHERE state = 'awaited') AS awaited,
    count(*) FILTER (WHERE state = 'missing') AS missing,
    min(recorded_at) FILTER (WHERE state = 'missing') AS oldest_missing,
    max(recorded_at) AS last_recorded
FROM bie_event_ledger_state
GROUP BY source_topic;

COMMENT ON VIEW bie_event_ledger_summary IS 'The ledger by topic; reads all of it';
