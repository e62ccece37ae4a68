package gov.va.vro.bie.benchmarks.sink;

import java.util.Locale;

/** What kind of queue takes the messages. */
enum QueueType {
    QUORUM,
    CLASSIC;

    /** As figures name it, and as RabbitMQ does. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
