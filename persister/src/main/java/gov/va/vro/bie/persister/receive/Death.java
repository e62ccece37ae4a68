package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.event.EventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the broker says of a message that it dead-lettered: from which queue, why and when. */
record Death(String queue, String reason, Instant time) {

    private static final String X_DEATH = "x-death";
    private static final Pattern PLAIN = Pattern.compile("[a-z_]{1,40}");

    /** The entry of one of the persister's queues, or else the latest. Empty when it was not dead-lettered. */
    static Optional<Death> of(Map<String, Object> headers) {
        if (!(headers.get(X_DEATH) instanceof List<?> entries)) {
            return Optional.empty();
        }
        var deaths = entries.stream()
                .filter(Map.class::isInstance)
                .map(entry -> ofEntry((Map<?, ?>) entry))
                .toList();
        return deaths.stream()
                .filter(Death::isOfOurs)
                .findFirst()
                .or(() -> deaths.stream().findFirst());
    }

    private static Death ofEntry(Map<?, ?> entry) {
        var reason = Messages.text(entry.get("reason"))
                .filter(text -> PLAIN.matcher(text).matches());
        return new Death(
                Messages.text(entry.get("queue")).orElse(""),
                "dead-lettered by the broker: " + reason.orElse("reason not said"),
                entry.get("time") instanceof Date time ? time.toInstant() : Instant.EPOCH);
    }

    private boolean isOfOurs() {
        return Arrays.stream(EventType.values()).anyMatch(type -> type.queue().equals(queue));
    }
}
