package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * As whom PostgreSQL runs, which refuses root. Not as root: as it is. As root: in a user namespace of its own, where
 * root's files are owned by whom it believes to be. Where those are closed to it, as in many containers: as the user
 * 65534 ("nobody"), with data and program in a temporary directory, since that user need not reach the stack's directory.
 */
record PostgreSqlAccount(List<String> prefix, Path data, Path shelter) {

    private static final String NOBODY = "65534";
    private static final String SHELTER = "data-is-in";

    static PostgreSqlAccount forData(Path home) {
        var data = home.resolve("data");
        if (!System.getProperty("user.name").equals("root")) {
            return new PostgreSqlAccount(List.of(), data, null);
        }
        if (works("unshare", "-U", "test", "-w", home.toString())) {
            return new PostgreSqlAccount(List.of("unshare", "-U"), data, null);
        }
        var shelter = shelter(home);
        return new PostgreSqlAccount(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
                shelter.resolve("data"),
                shelter);
    }

    /** The temporary directory, the same at each start: its name is noted in {@code home}. */
    private static Path shelter(Path home) {
        try {
            var known = knownShelter(home);
            if (known.isPresent()) {
                return known.get();
            }
            var shelter = Files.createTempDirectory("bie-local-stack-postgresql-");
            PrivateFiles.write(home.resolve(SHELTER), shelter.toString());
            return shelter;
        } catch (IOException e) {
            throw new StackException("cannot create a directory for PostgreSQL's data: " + e.getMessage(), e);
        }
    }

    /** The directory outside of the stack's own that holds its data, if one does. */
    static Optional<Path> knownShelter(Path home) throws IOException {
        var note = home.resolve(SHELTER);
        return Files.exists(note)
                ? Optional.of(Path.of(Files.readString(note).strip())).filter(Files::isDirectory)
                : Optional.empty();
    }

    /** The program where this account can read it. */
    Path program(Path binaries) throws IOException {
        if (shelter == null) {
            return binaries;
        }
        var program = shelter.resolve(binaries.getFileName());
        if (Files.notExists(program)) {
            var draft = shelter.resolve("unpacking");
            FileTrees.copy(binaries, draft);
            Files.move(draft, program);
            own(shelter);
        }
        return program;
    }

    /** A file of this account's own with a password in it. */
    Path secret(String name, String password) throws IOException {
        var file = data.resolveSibling(name);
        PrivateFiles.write(file, password + "\n");
        if (shelter != null) {
            own(file);
        }
        return file;
    }

    private static void own(Path path) {
        if (!works("chown", "-R", NOBODY + ":" + NOBODY, path.toString())) {
            throw new StackException("cannot give " + path + " to user " + NOBODY + ", as whom PostgreSQL is to run");
        }
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
