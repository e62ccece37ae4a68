package gov.va.vro.bie.it.faces;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Another RabbitMQ than the one that is installed, where BIE_STACK_RABBITMQ_SERVER names one. */
public final class ChosenRabbitMq {

    private static final String VARIABLE = "BIE_STACK_RABBITMQ_SERVER";

    private ChosenRabbitMq() {}

    /** For a stack, whose fixed ports and foreign servers this process's other variables must not change. */
    public static Map<String, String> environment() {
        return server().map(server -> Map.of(VARIABLE, server)).orElse(Map.of());
    }

    /** Another version's does not understand the node. */
    static Optional<Path> ctl() {
        return server().map(server -> Path.of(server).resolveSibling("rabbitmqctl"));
    }

    private static Optional<String> server() {
        return Optional.ofNullable(System.getenv(VARIABLE)).filter(server -> !server.isEmpty());
    }
}
