package gov.va.vro.bie.connect.rabbitmq.delivery;

/** How a link ended. It decides who may be suspected of having ended it. */
public sealed interface LinkLoss {

    /** What happened, for a log line. */
    String reason();

    /**
     * The broker closed the channel or connection over something that was published on it.
     *
     * @param code the reply code (AMQP 0-9-1, section 1.2.2.1)
     */
    record ClosedByBroker(int code, String reason) implements LinkLoss {}

    /** The connection is gone, and nobody said why; it proves nothing against any message. */
    record Dropped(String reason) implements LinkLoss {}

    /**
     * We ended it; that proves nothing against any message either.
     *
     * @param forSilence whether the broker had answered nothing at all
     */
    record CutByUs(String reason, boolean forSilence) implements LinkLoss {}
}
