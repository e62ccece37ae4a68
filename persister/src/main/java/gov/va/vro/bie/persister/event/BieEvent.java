package gov.va.vro.bie.persister.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is stored of one event: everything here has passed the allow-list, so it may be logged and kept.
 *
 * @param notifiedAt empty when the message does not say it in any known layout
 * @param details the allow-listed fields as a JSON object, times as epoch milliseconds
 * @param codes normalized diagnostic codes, sorted and distinct
 */
public record BieEvent(
        UUID uuid,
        EventType type,
        Optional<Coordinates> source,
        Optional<Instant> notifiedAt,
        Optional<Instant> eventAt,
        long claimId,
        long contentionId,
        Optional<String> classification,
        String details,
        List<String> codes) {}
