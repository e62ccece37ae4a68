package gov.va.vro.bie.persister.ops;

import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.event.Coordinates;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Message;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each event, and one more in the metrics: its type, where it came from, its ids, and what became of it.
 * Nothing else of it is ever logged.
 *
 * <p>Also names the fields that are in no schema known here, each name once. Names come from outside, so only such as
 * look like one are quoted, and no more than a bounded number is remembered. Confined to the receiving thread.
 */
public final class EventLog {

    private static final Logger log = LoggerFactory.getLogger("gov.va.vro.bie.persister.events");

    private static final int MOST_NAMES = 200;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private final Metrics metrics;
    private final Set<String> namesSaid = new HashSet<>();

    public EventLog(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * @param isNew false when it was in the database already
     */
    public void stored(BieEvent event, boolean isNew) {
        metrics.stored(event.type(), isNew, event.notifiedAt());
        line(log.atInfo(), event.type(), event.source())
                .addKeyValue("claim_id", event.claimId())
                .addKeyValue("contention_id", event.contentionId())
                .addKeyValue("uuid", event.uuid().toString())
                .log(isNew ? "stored" : "stored before");
    }

    public void tombstone(Message message) {
        metrics.count(message.type(), EventOutcome.TOMBSTONE);
        line(log.atInfo(), message.type(), message.coordinates()).log("tombstone, nothing to store");
    }

    public void parked(Message message, String reason) {
        metrics.count(message.type(), EventOutcome.PARKED);
        line(log.atWarn(), message.type(), message.coordinates())
                .addKeyValue("reason", reason)
                .log("parked");
    }

    /** Counts an event of which these fields were dropped, if any, and says those names that it has not said yet. */
    public void unknownFields(EventType type, Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        metrics.hasUnknownFields(type);
        for (var name : names) {
            if (namesSaid.size() < MOST_NAMES && PLAIN_NAME.matcher(name).matches() && namesSaid.add(name)) {
                log.atWarn()
                        .addKeyValue("event_type", type.label())
                        .addKeyValue("field", name)
                        .log("unknown field, not stored; said once");
            }
        }
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, EventType type, Optional<Coordinates> source) {
        var typed = line.addKeyValue("event_type", type.label());
        return source.map(record -> typed.addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset()))
                .orElse(typed);
    }
}
