package gov.va.vro.bie.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gov.va.vro.bie.it.faces.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * A disk of its own for one table, with little room left: a file system in memory, which only root can mount. Where it
 * cannot be had, the test is skipped.
 */
final class SmallDisk implements AutoCloseable {

    private static final String TABLESPACE = "it_small_disk";
    private static final long ROOM_BYTES = 512 * 1_024;
    private static final String LARGE = "512m";

    private final Database superuser;
    private final String table;
    private final Path mountPoint;

    private SmallDisk(Database superuser, String table, Path mountPoint) {
        this.superuser = superuser;
        this.table = table;
        this.mountPoint = mountPoint;
    }

    static SmallDisk under(Database superuser, String table) throws SQLException, IOException {
        var size = (Long) superuser
                .query("SELECT pg_table_size('" + table + "') AS size")
                .get(0)
                .get("size");
        var mountPoint = Files.createTempDirectory("bie-small-disk-");
        var isMounted =
                runs("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + (size + ROOM_BYTES), "tmpfs", mountPoint);
        if (!isMounted) {
            Files.delete(mountPoint);
        }
        assumeTrue(isMounted, "a file system can be mounted");
        var disk = new SmallDisk(superuser, table, mountPoint);
        disk.execute("CREATE TABLESPACE " + TABLESPACE + " LOCATION '" + mountPoint + "'");
        disk.execute("ALTER TABLE " + table + " SET TABLESPACE " + TABLESPACE);
        return disk;
    }

    /** Has room for everything from now on. */
    void grow() throws IOException {
        if (!runs("mount", "-o", "remount,size=" + LARGE, mountPoint)) {
            throw new IOException(mountPoint + " cannot be made larger");
        }
    }

    /** Moves the table back. */
    @Override
    public void close() throws SQLException, IOException {
        execute("ALTER TABLE " + table + " SET TABLESPACE pg_default");
        execute("DROP TABLESPACE " + TABLESPACE);
        runs("umount", mountPoint);
        Files.delete(mountPoint);
    }

    private void execute(String statement) throws SQLException {
        try (var connection = superuser.connect();
                var executing = connection.createStatement()) {
            executing.execute(statement);
        }
    }

    private static boolean runs(Object... command) {
        var words = Arrays.stream(command).map(Object::toString).toList();
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
