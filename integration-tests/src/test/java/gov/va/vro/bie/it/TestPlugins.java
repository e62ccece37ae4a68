package gov.va.vro.bie.it;

import gov.va.vro.bie.it.plugin.HesitantConverter;
import gov.va.vro.bie.localstack.files.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Adds the tests' own converter to what the worker runs, as a plugin in a folder of its own. */
final class TestPlugins {

    private static final String FOLDER = "tests/";

    private TestPlugins() {}

    /** Makes {@code target} a distribution that has everything of the given one, and the plugin. */
    static Path added(Path distribution, Path target) throws IOException {
        FileTrees.delete(target);
        Files.createDirectories(target.resolve("plugins"));
        linkAll(distribution, target);
        linkAll(distribution.resolve("plugins"), target.resolve("plugins"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(target.resolve("plugins/tests.zip")))) {
            var name = HesitantConverter.class.getName();
            var file = name.replace('.', '/') + ".class";
            add(
                    zip,
                    "META-INF/services/org.apache.kafka.connect.storage.Converter",
                    name.getBytes(StandardCharsets.UTF_8));
            try (var code = HesitantConverter.class.getClassLoader().getResourceAsStream(file)) {
                add(zip, file, code.readAllBytes());
            }
        }
        return target;
    }

    private static void linkAll(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                var link = to.resolve(file.getFileName());
                if (Files.notExists(link)) {
                    Files.createSymbolicLink(link, file);
                }
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(FOLDER + name));
        zip.write(content);
        zip.closeEntry();
    }
}
