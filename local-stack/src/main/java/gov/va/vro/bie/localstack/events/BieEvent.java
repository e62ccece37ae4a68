package gov.va.vro.bie.localstack.events;

import java.util.Objects;
import org.apache.avro.generic.GenericRecord;

/**
 * One event before it is published.
 *
 * @param value a record of {@code kind}'s schema
 * @param key the claim's id in decimal, so that the events of one claim share a partition and keep their order
 */
public record BieEvent(EventKind kind, GenericRecord value, String key) {
    public BieEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(key, "key");
        if (!value.getSchema().equals(kind.schema())) {
            throw new IllegalArgumentException("A " + kind + " event cannot carry a record "
                    + value.getSchema().getFullName());
        }
    }

    public long claimId() {
        return (Long) value.get("ClaimId");
    }

    public long contentionId() {
        return (Long) value.get("ContentionId");
    }
}
