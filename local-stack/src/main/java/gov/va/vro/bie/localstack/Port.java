package gov.va.vro.bie.localstack;

import java.util.Locale;
import java.util.Optional;

/** A port of the stack. What only the parts themselves use has no variable to fix it by. */
public enum Port {
    KAFKA("BIE_STACK_KAFKA_PORT"),
    KAFKA_CONTROLLER(null),
    SCHEMA_REGISTRY("BIE_STACK_SCHEMA_REGISTRY_PORT"),
    CONNECT("BIE_STACK_CONNECT_PORT"),
    AMQP("BIE_STACK_AMQP_PORT"),
    AMQP_TLS("BIE_STACK_AMQP_TLS_PORT"),
    AMQP_MANAGEMENT("BIE_STACK_AMQP_MANAGEMENT_PORT"),
    ERLANG_DISTRIBUTION(null),
    ERLANG_PORT_MAPPER(null),
    POSTGRESQL("BIE_STACK_POSTGRESQL_PORT");

    private final String variable;

    Port(String variable) {
        this.variable = variable;
    }

    /** The environment variable that fixes it. */
    public Optional<String> variable() {
        return Optional.ofNullable(variable);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
