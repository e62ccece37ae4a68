package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Port;
import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One KRaft node, broker and controller in one process. */
public final class Kafka implements Recipe {

    /** The id of a cluster that is never joined with another. */
    private static final String CLUSTER_ID = "YmllLWxvY2FsLXN0YWNrMQ";

    private final Site site;
    private final Path home;

    public Kafka(Site site) {
        this.site = site;
        this.home = site.directory().resolve("kafka");
    }

    @Override
    public Part part() {
        return Part.KAFKA;
    }

    @Override
    public ChildSpec prepare() throws IOException {
        var data = home.resolve("data");
        var properties = Templates.write(
                "kafka-server.properties",
                Map.of(
                        "data", data,
                        "broker", site.ports().address(Port.KAFKA),
                        "controller", site.ports().address(Port.KAFKA_CONTROLLER)),
                home.resolve("server.properties"));
        var logging = Templates.write("log4j2.properties", Map.of(), home.resolve("log4j2.properties"));
        if (Files.notExists(data.resolve("meta.properties"))) {
            site.tether()
                    .run(java(
                            "kafka-format",
                            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                            logging,
                            List.of(
                                    "kafka.tools.StorageTool",
                                    "format",
                                    "-t",
                                    CLUSTER_ID,
                                    "-c",
                                    properties.toString())));
        }
        return java(
                part().id(), List.of("-Xms256m", "-Xmx512m"), logging, List.of("kafka.Kafka", properties.toString()));
    }

    @Override
    public void probe() throws Exception {
        Probes.ask(Part.KAFKA, site.endpoints());
    }

    private ChildSpec java(String name, List<String> options, Path logging, List<String> arguments) {
        return JavaCommand.of(site.java(), options, logging, arguments)
                .child(name, home, site.distribution().kafkaClassPath());
    }
}
