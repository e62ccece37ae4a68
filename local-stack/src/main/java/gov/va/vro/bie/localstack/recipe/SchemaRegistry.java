package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Port;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Apicurio Registry, which speaks Confluent's API. Its store is an H2 database, in memory by default; here it is a
 * file written through at each commit, or a registry that comes back would have lost the schemas of what Kafka holds.
 */
public final class SchemaRegistry implements Recipe {

    private static final String DATABASE = "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private final Site site;
    private final Path home;

    public SchemaRegistry(Site site) {
        this.site = site;
        this.home = site.directory().resolve("schema-registry");
    }

    @Override
    public Part part() {
        return Part.SCHEMA_REGISTRY;
    }

    @Override
    public ChildSpec prepare() throws IOException {
        var program = home.resolve("program");
        var data = PrivateFiles.directory(home.resolve("data"));
        FileTrees.link(site.distribution().schemaRegistry(), program);
        return ChildSpec.of(
                part().id(),
                home,
                List.of(
                        site.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + site.ports().get(Port.SCHEMA_REGISTRY),
                        "-Dquarkus.datasource.jdbc.url=" + DATABASE.formatted(data.resolve("registry")),
                        "-Dquarkus.datasource.jdbc.initial-size=2",
                        "-Dquarkus.datasource.jdbc.min-size=2",
                        "-Dquarkus.datasource.jdbc.max-size=20",
                        "-jar",
                        runner(program).toString()));
    }

    @Override
    public void probe() throws Exception {
        Probes.ask(Part.SCHEMA_REGISTRY, site.endpoints());
    }

    private static Path runner(Path program) throws IOException {
        try (var files = Files.list(program)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no ...-runner.jar in " + program));
        }
    }
}
