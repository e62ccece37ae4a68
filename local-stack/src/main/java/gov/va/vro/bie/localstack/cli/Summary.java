package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.StackException;
import java.io.PrintWriter;
import java.net.URI;

/** Where a stack that is up is reached, for people: without passwords. */
final class Summary {

    private final StackDirectory directory;

    Summary(StackDirectory directory) {
        this.directory = directory;
    }

    void print(PrintWriter out) {
        var endpoints =
                directory.endpoints().orElseThrow(() -> new StackException("the stack has ended in the meantime"));
        out.println("All five parts are up.");
        for (var part : Part.values()) {
            out.printf("  %-16s %s%n", part.title(), where(part, endpoints));
        }
        if (!endpoints.amqpManagement().isEmpty()) {
            out.printf("  %-16s %s%n", "  management", bare(endpoints.amqpManagement()));
        }
        if (endpoints.hasTls()) {
            out.printf("  %-16s %s, keys in %s%n", "  over TLS", bare(endpoints.amqpTls()), endpoints.tlsDirectory());
        }
        out.println("With credentials: " + directory.endpointsFile());
        out.println("Logs:             " + directory.log("supervisor").getParent());
        out.flush();
    }

    static String where(Part part, Endpoints endpoints) {
        return switch (part) {
            case KAFKA -> endpoints.kafka();
            case SCHEMA_REGISTRY -> endpoints.schemaRegistry();
            case RABBITMQ -> bare(endpoints.amqp());
            case POSTGRESQL -> endpoints.jdbc().replaceFirst("\\?.*", "");
            case CONNECT -> endpoints.connect();
        };
    }

    private static String bare(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
