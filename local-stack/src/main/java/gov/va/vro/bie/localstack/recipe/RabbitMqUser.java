package gov.va.vro.bie.localstack.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A user of the stack's RabbitMQ, and the names of exchanges and queues that it may configure, write to and read from.
 *
 * <p>The worker's may have any exchange but those of RabbitMQ itself, since connectors that are tried here name their
 * own; not the persister's queues; and it reads nothing. The persister's may have what persister/README.md says, and may
 * look at the policies.
 */
record RabbitMqUser(String name, String password, String tags, String configure, String write, String read) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<RabbitMqUser> all(Secrets secrets) {
        var exchanges = "^(?!persister\\.|amq\\.)";
        var persisters = "^(bie-events-contention-|persister\\.)";
        return List.of(
                new RabbitMqUser(Endpoints.CONNECT, secrets.rabbitMqConnect(), "", exchanges, exchanges, "^$"),
                new RabbitMqUser(
                        Endpoints.PERSISTER,
                        secrets.rabbitMqPersister(),
                        "management",
                        persisters,
                        "^(persister\\.|amq\\.default$)",
                        persisters));
    }

    /** Makes it, or gives it these permissions, in the virtual host {@code /}. */
    void make(String management) throws Exception {
        Probes.put(management + "/api/users/" + name, json(Map.of("password", password, "tags", tags)));
        Probes.put(
                management + "/api/permissions/%2F/" + name,
                json(Map.of("configure", configure, "write", write, "read", read)));
    }

    /**
     * The same as an Erlang expression, for a node without a management API. The password is read from a file, because a
     * command's arguments are there for all to see.
     */
    String expression(Path passwordFile) {
        return """
                {ok, Password} = file:read_file("%s"),
                rabbit_auth_backend_internal:put_user(#{name => <<"%s">>, password => Password, tags => [%s]}, <<"local-stack">>),
                rabbit_auth_backend_internal:set_permissions(<<"%2$s">>, <<"/">>, <<"%s">>, <<"%s">>, <<"%s">>, <<"local-stack">>).""".formatted(passwordFile, name, tags, erlang(configure), erlang(write), erlang(read));
    }

    private static String erlang(String text) {
        return text.replace("\\", "\\\\");
    }

    private static String json(Map<String, String> object) throws Exception {
        return JSON.writeValueAsString(object);
    }
}
