package gov.va.vro.bie.localstack;

import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Holds a lock in a stack's directory: one running stack a directory. The operating system lets go of the lock however its holder ends. */
public final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The right to run a stack in {@code directory}, unless somebody has it. */
    public static Optional<DirectoryLock> tryAcquire(Path directory) {
        return tryAcquire(directory, "lock");
    }

    /** The lock of that name in {@code directory}, unless somebody holds it. */
    public static Optional<DirectoryLock> tryAcquire(Path directory, String name) {
        PrivateFiles.directory(directory);
        var file = directory.resolve(name);
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return Optional.of(new DirectoryLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StackException("cannot let go of the lock: " + e.getMessage(), e);
        }
    }
}
