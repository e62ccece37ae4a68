package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Port;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker in distributed mode. It runs plugins that were unpacked for it at this start, so that a build never
 * changes a plugin under a running worker.
 */
public final class Connect implements Recipe {

    private final Site site;
    private final String name;
    private final String title;
    private final int port;
    private final Path home;

    private Connect(Site site, String name, String title, int port) {
        this.site = site;
        this.name = name;
        this.title = title;
        this.port = port;
        this.home = site.directory().resolve(name);
    }

    /** The stack's own worker. */
    public static Connect first(Site site) {
        return new Connect(
                site, Part.CONNECT.id(), Part.CONNECT.title(), site.ports().get(Port.CONNECT));
    }

    /** One more worker of the same cluster. */
    public static Connect another(Site site, int number, int port) {
        return new Connect(site, Part.CONNECT.id() + "-" + number, Part.CONNECT.title() + ", worker " + number, port);
    }

    @Override
    public Part part() {
        return Part.CONNECT;
    }

    @Override
    public String title() {
        return title;
    }

    /** Base URL of its REST API. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public ChildSpec prepare() throws IOException {
        var plugins = home.resolve("plugins");
        FileTrees.delete(plugins);
        PrivateFiles.directory(plugins);
        for (var zip : site.distribution().plugins()) {
            FileTrees.unzip(zip, plugins);
        }
        FileTrees.link(site.distribution().ledgerPlugin(), plugins.resolve("ledger"));
        var registry = URI.create(site.endpoints().schemaRegistry());
        var worker = Templates.write(
                "connect-worker.properties",
                Map.of(
                        "kafka",
                        site.endpoints().kafka(),
                        "registry",
                        registry.resolve("/apis/registry/v2"),
                        "port",
                        port,
                        "plugins",
                        plugins),
                home.resolve("worker.properties"));
        var logging = Templates.write("log4j2.properties", Map.of(), home.resolve("log4j2.properties"));
        var child = JavaCommand.of(
                        site.connectJava(),
                        List.of("-Xms128m", "-Xmx512m"),
                        logging,
                        List.of("org.apache.kafka.connect.cli.ConnectDistributed", worker.toString()))
                .child(name, home, site.connectClassPath());
        var environment = new HashMap<>(child.environment());
        environment.putAll(site.endpoints().workerEnvironment());
        return child.withEnvironment(environment);
    }

    @Override
    public void probe() throws Exception {
        Probes.connect(url());
    }
}
