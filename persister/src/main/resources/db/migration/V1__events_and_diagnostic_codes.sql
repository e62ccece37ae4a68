-- Unqualified names: Flyway's connection has the configured schema first in its search path.

CREATE TYPE bie_event_type AS ENUM (
    'contention-associated',
    'contention-updated',
    'contention-classified',
    'contention-completed',
    'contention-deleted'
);

CREATE TABLE bie_event (
    uuid             uuid           PRIMARY KEY,
    created_at       timestamptz    NOT NULL DEFAULT now(),
    notified_at      timestamptz,
    event_type       bie_event_type NOT NULL,
    event_details    jsonb          NOT NULL,
    event_at         timestamptz,
    benefit_claim_id bigint         NOT NULL,
    contention_id    bigint         NOT NULL,
    classification   text,
    source_topic     text,
    source_partition integer,
    source_offset    bigint,
    source_timestamp timestamptz
);

CREATE INDEX bie_event_event_type_idx ON bie_event (event_type);
CREATE INDEX bie_event_benefit_claim_id_idx ON bie_event (benefit_claim_id);
CREATE INDEX bie_event_contention_id_idx ON bie_event (contention_id);
CREATE INDEX bie_event_classification_idx ON bie_event (classification);

COMMENT ON TABLE bie_event IS 'Benefits Integrated Events, one row each, personal information removed';
COMMENT ON COLUMN bie_event.uuid IS 'Derived from the Kafka record (UUIDv8), so that a message delivered twice is one row';
COMMENT ON COLUMN bie_event.notified_at IS 'When the pipeline received the event';
COMMENT ON COLUMN bie_event.event_details IS 'The allow-listed fields of the event, times as epoch milliseconds';
COMMENT ON COLUMN bie_event.event_at IS 'EventTime';
COMMENT ON COLUMN bie_event.source_topic IS 'Kafka coordinates; null when another publisher sent the message';

CREATE TABLE diagnostic_code (
    code text PRIMARY KEY
);

CREATE TABLE bie_event_to_diagnostic_code (
    bie_event_uuid  uuid NOT NULL REFERENCES bie_event (uuid) ON UPDATE CASCADE ON DELETE CASCADE,
    diagnostic_code text NOT NULL REFERENCES diagnostic_code (code) ON UPDATE CASCADE,
    PRIMARY KEY (bie_event_uuid, diagnostic_code)
);

CREATE INDEX bie_event_to_diagnostic_code_diagnostic_code_idx ON bie_event_to_diagnostic_code (diagnostic_code);

CREATE TABLE bie_event_parked (
    uuid             uuid           PRIMARY KEY,
    event_type       bie_event_type NOT NULL,
    source_topic     text,
    source_partition integer,
    source_offset    bigint,
    source_timestamp timestamptz,
    message_id       text,
    reason           text           NOT NULL,
    parked_at        timestamptz    NOT NULL DEFAULT now(),
    replayed_at      timestamptz
);

CREATE INDEX bie_event_parked_source_idx ON bie_event_parked (source_topic, source_partition, source_offset);

COMMENT ON TABLE bie_event_parked IS 'Messages that could not be stored and wait in persister.parked; no content';
COMMENT ON COLUMN bie_event_parked.uuid IS 'The uuid that the event would have had in bie_event';
