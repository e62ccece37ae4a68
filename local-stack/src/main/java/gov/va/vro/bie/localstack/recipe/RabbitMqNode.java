package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * One node of a cluster of three, which share a directory and with it the cookie that lets them in. As with {@link
 * RabbitMq}, Erlang may not start its port mapper by itself; the cluster has one of its own ({@link #portMapper}).
 */
public final class RabbitMqNode implements Recipe {

    private final Site site;
    private final Path home;
    private final int number;
    private final int amqp;
    private final int distribution;
    private final int portMapper;

    /** {@code number} is 1, 2 or 3; {@code portMapper} the same port for all. */
    public RabbitMqNode(Site site, int number, int amqp, int distribution, int portMapper) {
        this.site = site;
        this.home = site.directory().resolve("rabbitmq-cluster");
        this.number = number;
        this.amqp = amqp;
        this.distribution = distribution;
        this.portMapper = portMapper;
    }

    @Override
    public Part part() {
        return Part.RABBITMQ;
    }

    @Override
    public String title() {
        return Part.RABBITMQ.title() + ", node " + number;
    }

    @Override
    public ChildSpec prepare() throws IOException {
        var server = new RabbitMqInstallation(site).server();
        var conf = Templates.write(
                "rabbitmq-node.conf",
                Map.of(
                        "amqp",
                        amqp,
                        "user",
                        RabbitMq.USER,
                        "password",
                        site.secrets().rabbitMq()),
                home.resolve("node-" + number + ".conf"));
        PrivateFiles.write(home.resolve("enabled_plugins"), "[].\n");
        PrivateFiles.write(home.resolve("rabbitmq-env.conf"), "");
        return ChildSpec.of("rabbitmq-" + number, home, List.of(server.toString()))
                .withEnvironment(environment(conf));
    }

    @Override
    public void probe() throws Exception {
        Probes.amqp(uri());
    }

    /** AMQP URI with credentials. */
    public String uri() {
        return "amqp://" + RabbitMq.USER + ":" + site.secrets().rabbitMq() + "@" + address() + "/%2F";
    }

    /** Host and port of its AMQP listener. */
    public String address() {
        return "127.0.0.1:" + amqp;
    }

    public String name() {
        return "bie" + number + "@localhost";
    }

    /** Has the node evaluate an Erlang expression. */
    public void evaluate(String expression) {
        var control = new RabbitMqInstallation(site).server().resolveSibling("rabbitmqctl");
        site.tether()
                .run(ChildSpec.of("rabbitmq-control", home, List.of(control.toString(), "eval", expression))
                        .withEnvironment(environment(home.resolve("node-" + number + ".conf"))));
    }

    /** Makes the users of worker and persister, for the whole cluster. */
    public void makeUsers() throws IOException {
        for (var user : RabbitMqUser.all(site.secrets())) {
            var password = home.resolve(user.name() + ".password");
            PrivateFiles.write(password, user.password());
            evaluate(user.expression(password));
        }
    }

    /** The port mapper of all three; it must run before the first of them starts. Writes the cookie that they share. */
    public ChildSpec portMapper() throws IOException {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        PrivateFiles.directory(home);
        PrivateFiles.write(home.resolve(".erlang.cookie"), HexFormat.of().formatHex(bytes));
        return ChildSpec.of(
                "rabbitmq-cluster-epmd",
                home,
                List.of("epmd", "-address", "127.0.0.1", "-port", Integer.toString(portMapper)));
    }

    private Map<String, String> environment(Path conf) {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", name()),
                Map.entry(
                        "RABBITMQ_CONF_ENV_FILE",
                        home.resolve("rabbitmq-env.conf").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", conf.toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        home.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry(
                        "RABBITMQ_PID_FILE",
                        home.resolve("node-" + number + ".pid").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distribution)),
                Map.entry("ERL_EPMD_PORT", Integer.toString(portMapper)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_AFLAGS", ErlangFlags.of(site.distribution())));
    }
}
