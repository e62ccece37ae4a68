package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.localstack.events.EventKind;

/** How large the rendered body of an event is. */
enum EventSize {
    /** An update with all of its fields. */
    KB1("1kb", 1_024, EventKind.UPDATED),
    /** A deletion with the least that says what happened. */
    B300("300b", 300, EventKind.DELETED);

    private static final String PREFIX = "TST_CONTENTION_BIE_";

    private final String label;
    private final int bytes;
    private final EventKind kind;

    EventSize(String label, int bytes, EventKind kind) {
        this.label = label;
        this.bytes = bytes;
        this.kind = kind;
    }

    /** As figures name it. */
    String label() {
        return label;
    }

    /** What the body takes. */
    int bytes() {
        return bytes;
    }

    EventKind kind() {
        return kind;
    }

    /** The topic of one partition that holds these events. */
    String topic() {
        return kind.topic(PREFIX);
    }
}
