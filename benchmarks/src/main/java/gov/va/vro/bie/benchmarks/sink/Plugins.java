package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.sink.plugin.NothingSinkConnector;
import gov.va.vro.bie.benchmarks.sink.plugin.NothingSinkTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The local stack's distribution with more plugins: the sink that does nothing, and peers. A worker that loads only what
 * names itself in META-INF/services finds a peer by a manifest that is put beside its jars.
 */
final class Plugins {

    private static final String MANIFEST = "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";

    private static final Pattern WORKERS_OWN = Pattern.compile("(kafka-clients|connect-|slf4j-|log4j)");

    private final Path directory;

    /** A copy of the distribution by links, in an empty directory. */
    Plugins(Path distribution, Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("plugins"));
        link(distribution, directory, "plugins");
        link(distribution.resolve("plugins"), directory.resolve("plugins"), "");
    }

    private static void link(Path from, Path to, String except) throws IOException {
        try (var entries = Files.list(from)) {
            for (var entry : entries.toList()) {
                if (!entry.endsWith(except)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
                }
            }
        }
    }

    Path directory() {
        return directory;
    }

    Plugins withNothing() throws IOException {
        var classes = new LinkedHashMap<String, byte[]>();
        classes.put(MANIFEST, NothingSinkConnector.class.getName().getBytes(StandardCharsets.UTF_8));
        classes.putAll(classOf(NothingSinkConnector.class.getName()));
        classes.putAll(classOf(NothingSinkTask.class.getName()));
        classes.putAll(classOf(NothingSinkTask.class.getName() + "$Moment"));
        add("nothing", Map.of("nothing/nothing.jar", zipped(classes)));
        return this;
    }

    /** One that is ready. */
    Plugins with(Path archive) throws IOException {
        Files.createSymbolicLink(directory.resolve("plugins").resolve(archive.getFileName()), archive.toAbsolutePath());
        return this;
    }

    /** A peer: the jars of its archive, but for what every worker has, and the connector that they hold. */
    Plugins with(String name, Path archive, String connector) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(name + "/manifest.jar", zipped(Map.of(MANIFEST, connector.getBytes(StandardCharsets.UTF_8))));
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = Path.of(entry.getName()).getFileName().toString();
                if (file.endsWith(".jar") && !WORKERS_OWN.matcher(file).lookingAt()) {
                    files.put(name + "/" + file, tar.readAllBytes());
                }
            }
        }
        add(name, files);
        return this;
    }

    private void add(String name, Map<String, byte[]> files) throws IOException {
        try (var out = Files.newOutputStream(directory.resolve("plugins").resolve(name + ".zip"))) {
            zip(files, out);
        }
    }

    private static Map<String, byte[]> classOf(String name) throws IOException {
        var path = name.replace('.', '/') + ".class";
        try (var in = Plugins.class.getClassLoader().getResourceAsStream(path)) {
            return Map.of(path, in.readAllBytes());
        }
    }

    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        zip(files, bytes);
        return bytes.toByteArray();
    }

    private static void zip(Map<String, byte[]> files, OutputStream to) throws IOException {
        try (var zip = new ZipOutputStream(to)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }
}
