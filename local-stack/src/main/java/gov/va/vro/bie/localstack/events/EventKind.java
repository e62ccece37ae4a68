package gov.va.vro.bie.localstack.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * The five contention events: what each is called at every station of its way.
 *
 * <p>The exchange is the same in every environment. The topic is not: each environment puts a prefix of its own before
 * the suffix kept here.
 */
public enum EventKind {
    ASSOCIATED("contention-associated", "CONTENTION_ASSOCIATED_TO_CLAIM_V02", "ContentionAssociatedToClaim"),
    UPDATED("contention-updated", "CONTENTION_UPDATED_V02", "ContentionUpdated"),
    CLASSIFIED("contention-classified", "CONTENTION_CLASSIFIED_V02", "ContentionClassified"),
    COMPLETED("contention-completed", "CONTENTION_COMPLETED_V02", "ContentionCompleted"),
    DELETED("contention-deleted", "CONTENTION_DELETED_V02", "ContentionDeleted");

    private final String eventType;
    private final String topicSuffix;
    private final Schema schema;

    EventKind(String eventType, String topicSuffix, String record) {
        this.eventType = eventType;
        this.topicSuffix = topicSuffix;
        this.schema = read(record);
    }

    /** The name that the database's enum type gives it, such as {@code contention-updated}. */
    public String eventType() {
        return eventType;
    }

    /** The topic without its environment's prefix. */
    public String topicSuffix() {
        return topicSuffix;
    }

    /** The topic in an environment, for instance behind the prefix {@code TST_CONTENTION_BIE_}. */
    public String topic(String prefix) {
        return prefix + topicSuffix;
    }

    public String exchange() {
        return "bie-events-" + eventType;
    }

    /** The Avro record as the publisher registers it. */
    public Schema schema() {
        return schema;
    }

    private static Schema read(String record) {
        var resource = "/avro/" + record + ".avsc";
        try (InputStream in = EventKind.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The schema " + resource + " is not on the class path");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The schema " + resource + " cannot be read", e);
        }
    }
}
