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
 * One worker in distributed mode. It runs plugins that were unpacked for it at this start, so that a build never
 * changes a plugin under a running worker.
 */
public final class Connect implements Recipe {

    private final Site site;
    private final Path home;

    public Connect(Site site) {
        this.site = site;
        this.home = site.directory().resolve("connect");
    }

    @Override
    public Part part() {
        return Part.CONNECT;
    }

    @Override
    public ChildSpec prepare() throws IOException {
        var plugins = home.resolve("plugins");
        FileTrees.delete(plugins);
        PrivateFiles.directory(plugins);
        for (var zip : site.distribution().plugins()) {
            FileTrees.unzip(zip, plugins);
        }
        var registry = URI.create(site.endpoints().schemaRegistry());
        var worker = Templates.write(
                "connect-worker.properties",
                Map.of(
                        "kafka", site.endpoints().kafka(),
                        "registry", registry.resolve("/apis/registry/v2"),
                        "port", site.ports().get(Port.CONNECT),
                        "plugins", plugins),
                home.resolve("worker.properties"));
        var logging = Templates.write("log4j2.properties", Map.of(), home.resolve("log4j2.properties"));
        var child = JavaCommand.of(
                        site.java(),
                        List.of("-Xms128m", "-Xmx512m"),
                        logging,
                        List.of("org.apache.kafka.connect.cli.ConnectDistributed", worker.toString()))
                .child(part().id(), home, site.distribution().kafkaClassPath());
        var environment = new HashMap<>(child.environment());
        environment.putAll(site.endpoints().workerEnvironment());
        return child.withEnvironment(environment);
    }

    @Override
    public void probe() throws Exception {
        Probes.ask(Part.CONNECT, site.endpoints());
    }
}
