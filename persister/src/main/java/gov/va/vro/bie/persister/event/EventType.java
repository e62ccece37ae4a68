package gov.va.vro.bie.persister.event;

/**
 * The five events, under the names that the database's enum type gives them.
 *
 * <p>Exchange and queue are derived from the label here and nowhere else: a publisher and a subscriber that spelled one
 * of them apart once lost every event of a kind for months.
 */
public enum EventType {
    ASSOCIATED("contention-associated"),
    UPDATED("contention-updated"),
    CLASSIFIED("contention-classified"),
    COMPLETED("contention-completed"),
    DELETED("contention-deleted");

    private final String label;

    EventType(String label) {
        this.label = label;
    }

    /** The value of the database's {@code bie_event_type}. */
    public String label() {
        return label;
    }

    public String exchange() {
        return "bie-events-" + label;
    }

    public String queue() {
        return "persister." + label;
    }
}
