package gov.va.vro.bie.connect.rabbitmq.config;

/** The type of every exchange in the map, as {@code exchange.declare} takes it (AMQP 0-9-1, 3.1.3). */
public enum ExchangeType {
    TOPIC("topic"),
    FANOUT("fanout");

    private final String amqpName;

    ExchangeType(String amqpName) {
        this.amqpName = amqpName;
    }

    /** The name of the type on the wire. */
    public String amqpName() {
        return amqpName;
    }
}
