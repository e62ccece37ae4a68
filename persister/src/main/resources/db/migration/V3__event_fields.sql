-- event_details as columns, for whoever would rather not write ->>. What has a column of its own in bie_event is taken
-- from there, so that its index serves this view too.

-- In absolute units, hours and milliseconds: exact, and no time zone has a say.
CREATE FUNCTION bie_event_moment(millis bigint) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT timestamptz '2000-01-01 00:00:00+00' + (millis - 946684800000) / 3600000 * interval '1 hour'
        + (millis - 946684800000) % 3600000 * interval '1 millisecond'
$$;

COMMENT ON FUNCTION bie_event_moment IS 'The moment of epoch milliseconds';

CREATE VIEW bie_event_fields AS
SELECT e.uuid, e.event_type, e.source_topic, e.source_partition, e.source_offset, e.source_timestamp, e.notified_at,
    e.created_at,
    e.event_details ->> 'ActionName' AS action_name,
    e.event_details ->> 'ActionResultName' AS action_result_name,
    (e.event_details ->> 'AutomationIndicator')::boolean AS automation_indicator,
    e.event_details ->> 'BenefitClaimTypeCode' AS benefit_claim_type_code,
    bie_event_moment((e.event_details ->> 'BieTs')::bigint) AS bie_ts,
    e.benefit_claim_id AS claim_id,
    bie_event_moment((e.event_details ->> 'ConnectorTs')::bigint) AS connector_ts,
    e.classification AS contention_classification_name,
    e.contention_id,
    e.event_details ->> 'ContentionStatusTypeCode' AS contention_status_type_code,
    e.event_details ->> 'ContentionTypeCode' AS contention_type_code,
    e.event_details ->> 'CurrentLifecycleStatus' AS current_lifecycle_status,
    bie_event_moment((e.event_details ->> 'DateAdded')::bigint) AS date_added,
    bie_event_moment((e.event_details ->> 'DateCompleted')::bigint) AS date_completed,
    bie_event_moment((e.event_details ->> 'DateUpdated')::bigint) AS date_updated,
    e.event_details ->> 'DiagnosticTypeCode' AS diagnostic_type_code,
    e.event_at AS event_time,
    e.event_details ->> 'JournalStatusTypeCode' AS journal_status_type_code,
    bie_event_moment((e.event_details ->> 'SourceTs')::bigint) AS source_ts,
    ARRAY(
        SELECT c.diagnostic_code
        FROM bie_event_to_diagnostic_code c
        WHERE c.bie_event_uuid = e.uuid
        ORDER BY c.diagnostic_code) AS diagnostic_codes
FROM bie_event e;

COMMENT ON VIEW bie_event_fields IS 'The stored fields of each event as columns, times as moments, and its diagnostic codes';

-- The ledger's views find a parked message by its uuid.
DROP INDEX bie_event_parked_source_idx;
