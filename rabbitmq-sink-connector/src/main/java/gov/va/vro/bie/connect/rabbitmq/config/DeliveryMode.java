package gov.va.vro.bie.connect.rabbitmq.config;

/** Whether a durable queue keeps the message over a restart of the broker (AMQP 0-9-1, property delivery-mode). */
public enum DeliveryMode {
    PERSISTENT(2),
    TRANSIENT(1);

    private final int amqpValue;

    DeliveryMode(int amqpValue) {
        this.amqpValue = amqpValue;
    }

    /** The value on the wire. */
    public int amqpValue() {
        return amqpValue;
    }
}
