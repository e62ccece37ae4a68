package gov.va.vro.bie.localstack.files;

import gov.va.vro.bie.localstack.StackException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only their owner may read: what the stack writes may hold a password. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /** Replaces {@code file} in one step. */
    public static void write(Path file, String content) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(directory, "." + file.getFileName(), ".new", permissions);
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes sure that {@code directory} exists. */
    public static Path directory(Path directory) {
        try {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            return directory;
        } catch (IOException e) {
            throw new StackException("cannot create " + directory + ": " + e.getMessage(), e);
        }
        return directory;
    }
}
