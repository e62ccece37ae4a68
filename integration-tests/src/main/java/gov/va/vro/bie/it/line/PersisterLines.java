package gov.va.vro.bie.it.line;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The lines of all persisters to RabbitMQ and to PostgreSQL.
 *
 * @param environment the persisters', with the lines' ends as the addresses
 */
public record PersisterLines(TcpProxy broker, TcpProxy database, Map<String, String> environment)
        implements AutoCloseable {

    /** @param environment of persisters that would reach both directly */
    public static PersisterLines open(Map<String, String> environment) throws IOException {
        var changed = new HashMap<>(environment);
        var broker = lineTo(changed, "RABBITMQ_ADDRESSES");
        var database = lineTo(changed, "POSTGRES_URL");
        return new PersisterLines(broker, database, Map.copyOf(changed));
    }

    /** Replaces the address in a variable by that of a line to it. */
    private static TcpProxy lineTo(Map<String, String> environment, String variable) throws IOException {
        var value = environment.get(variable);
        var address = value.replaceFirst("^.*//", "").replaceFirst("/.*$", "");
        var line = TcpProxy.to(address);
        environment.put(variable, value.replace(address, line.address()));
        return line;
    }

    public void heal() {
        broker.heal();
        database.heal();
    }

    @Override
    public void close() throws IOException {
        broker.close();
        database.close();
    }
}
