package gov.va.vro.bie.localstack;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The RabbitMQ and PostgreSQL that the environment says are running already.
 *
 * @param amqp AMQP URI with credentials; empty when the stack runs its own
 * @param amqpManagement management's URL with credentials; empty when there is none
 * @param jdbc JDBC URL with credentials
 */
record ForeignEndpoints(Optional<String> amqp, Optional<String> amqpManagement, Optional<String> jdbc) {

    static final String AMQP = "BIE_STACK_AMQP_URL";
    static final String AMQP_MANAGEMENT = "BIE_STACK_AMQP_MANAGEMENT_URL";
    static final String JDBC = "BIE_STACK_JDBC_URL";

    static ForeignEndpoints of(Map<String, String> environment) {
        var amqp = value(environment, AMQP);
        amqp.ifPresent(url ->
                require(url.startsWith("amqp://") && hasHost(url), AMQP, "amqp://USER:PASSWORD@HOST:PORT/VHOST"));
        var management = value(environment, AMQP_MANAGEMENT);
        management.ifPresent(url -> require(hasHost(url), AMQP_MANAGEMENT, "http://USER:PASSWORD@HOST:PORT"));
        var jdbc = value(environment, JDBC);
        jdbc.ifPresent(url -> require(
                url.startsWith("jdbc:postgresql://"),
                JDBC,
                "jdbc:postgresql://HOST:PORT/DATABASE?user=USER&password=PASSWORD"));
        return new ForeignEndpoints(
                amqp, management, jdbc.map(url -> JdbcUrl.parse(url).withCredentials()));
    }

    /** The variable that names a part of another. */
    static String variable(Part part) {
        return part == Part.POSTGRESQL ? JDBC : AMQP;
    }

    boolean has(Part part) {
        return part == Part.RABBITMQ && amqp.isPresent() || part == Part.POSTGRESQL && jdbc.isPresent();
    }

    /** The ports that a stack of ours then has no use for. */
    Set<Port> needlessPorts() {
        var needless = EnumSet.noneOf(Port.class);
        if (amqp.isPresent()) {
            needless.addAll(Set.of(
                    Port.AMQP, Port.AMQP_TLS, Port.AMQP_MANAGEMENT, Port.ERLANG_DISTRIBUTION, Port.ERLANG_PORT_MAPPER));
        }
        if (jdbc.isPresent()) {
            needless.add(Port.POSTGRESQL);
        }
        return needless;
    }

    private static Optional<String> value(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
    }

    private static boolean hasHost(String url) {
        try {
            return URI.create(url).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean good, String variable, String shape) {
        if (!good) {
            throw new StackException(variable + " does not have the form " + shape);
        }
    }
}
