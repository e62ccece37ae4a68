package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.files.FileTrees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks PostgreSQL's programs once for all stacks of a user, into the user's cache: 60 MB that no build should have
 * to lay out again, and that no {@code mvn clean} may take from under a running server.
 */
final class PostgreSqlBinaries {

    private final Path cache;

    PostgreSqlBinaries(Map<String, String> environment) {
        var configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        var base =
                configured.startsWith("/") ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".cache");
        this.cache = base.resolve("bie-kafka-connect");
    }

    /** The directory with bin/, lib/ and share/, from a jar that holds them as one .txz. */
    Path unpack(Path jar) throws IOException {
        var target = cache.resolve(jar.getFileName().toString().replace(".jar", ""));
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(cache);
        var draft = Files.createTempDirectory(cache, "unpacking-");
        try (var zip = new ZipFile(jar.toFile())) {
            var archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no .txz in " + jar));
            try (var in = new TarArchiveInputStream(
                    new XZInputStream(new BufferedInputStream(zip.getInputStream(archive))))) {
                unpack(in, draft);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(draft, target);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another stack was faster.
        } finally {
            FileTrees.delete(draft);
        }
        return target;
    }

    private static void unpack(TarArchiveInputStream in, Path directory) throws IOException {
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            var target = directory.resolve(entry.getName()).normalize();
            if (!target.startsWith(directory)) {
                throw new IOException("an entry outside of the archive: " + entry.getName());
            }
            write(entry, in, target);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream in, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(in, target);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
