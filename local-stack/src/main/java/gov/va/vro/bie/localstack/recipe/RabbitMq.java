package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Port;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A RabbitMQ node that shares nothing with another on the machine: name, cookie, directories and ports are its own. It
 * has the persister's policies, as an operator would import them, and a user each for the worker and the persister.
 *
 * <p>Erlang starts its port mapper, epmd, by itself, as a daemon that outlives everything and listens everywhere. Here
 * it may not (ERL_AFLAGS, which every Erlang of the node reads); the stack runs one in the foreground, on a port of its
 * own and on loopback, and so can end it.
 */
public final class RabbitMq implements Recipe {

    static final String USER = Endpoints.OWNER;

    private final Site site;
    private final Path home;

    public RabbitMq(Site site) {
        this.site = site;
        this.home = site.directory().resolve("rabbitmq");
    }

    @Override
    public Part part() {
        return Part.RABBITMQ;
    }

    @Override
    public ChildSpec prepare() throws IOException {
        var server = new RabbitMqInstallation(site).server();
        var plain = Templates.fill(
                "rabbitmq.conf",
                Map.of(
                        "amqp", site.ports().get(Port.AMQP),
                        "management", site.ports().get(Port.AMQP_MANAGEMENT),
                        "user", USER,
                        "password", site.secrets().rabbitMq()));
        var tls = site.endpoints().hasTls();
        PrivateFiles.write(home.resolve("rabbitmq.conf"), tls ? plain + tlsListener() : plain);
        PrivateFiles.write(
                home.resolve("enabled_plugins"),
                tls ? "[rabbitmq_management, rabbitmq_auth_mechanism_ssl].\n" : "[rabbitmq_management].\n");
        PrivateFiles.write(home.resolve("rabbitmq-env.conf"), "");
        return ChildSpec.of(part().id(), home, List.of(server.toString())).withEnvironment(environment());
    }

    private String tlsListener() throws IOException {
        var keys = new TlsKeys(
                Path.of(site.endpoints().tlsDirectory()), site.secrets().rabbitMq());
        keys.make();
        return Templates.fill(
                "rabbitmq-tls.conf",
                Map.of(
                        "amqps", site.ports().get(Port.AMQP_TLS),
                        "authority", keys.authority(),
                        "certificate", keys.serverCertificate(),
                        "key", keys.serverKey()));
    }

    @Override
    public List<ChildSpec> helpers() {
        var port = Integer.toString(site.ports().get(Port.ERLANG_PORT_MAPPER));
        return List.of(ChildSpec.of("epmd", home, List.of("epmd", "-address", "127.0.0.1", "-port", port)));
    }

    @Override
    public void probe() throws Exception {
        Probes.ask(Part.RABBITMQ, site.endpoints());
        // Not in the node's configuration: a node that loads definitions makes no default user.
        var policies = Files.readString(site.distribution().policies());
        Probes.post(site.endpoints().amqpManagement() + "/api/definitions", policies);
        for (var user : RabbitMqUser.all(site.secrets())) {
            user.make(site.endpoints().amqpManagement());
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", "bie@localhost"),
                Map.entry(
                        "RABBITMQ_CONF_ENV_FILE",
                        home.resolve("rabbitmq-env.conf").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        home.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("rabbitmq.pid").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(site.ports().get(Port.ERLANG_DISTRIBUTION))),
                Map.entry("ERL_EPMD_PORT", Integer.toString(site.ports().get(Port.ERLANG_PORT_MAPPER))),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_AFLAGS", ErlangFlags.of(site.distribution())));
    }
}
