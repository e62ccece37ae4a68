package gov.va.vro.bie.localstack;

import java.util.Locale;

/** One of the five parts of the stack. */
public enum Part {
    KAFKA("Kafka"),
    SCHEMA_REGISTRY("Schema Registry"),
    RABBITMQ("RabbitMQ"),
    POSTGRESQL("PostgreSQL"),
    CONNECT("Kafka Connect");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /** The name for people. */
    public String title() {
        return title;
    }

    /** The name of its files: lower case, with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
