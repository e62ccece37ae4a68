package gov.va.vro.bie.persister.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Items in a temporary file, to be read once and in their order. The file has no name any more once it is open, so
 * nothing of it is left, however the process ends. Confined to one thread.
 */
final class SortedRun<T> implements Iterator<T>, AutoCloseable {

    /** How an item is kept in a file. */
    interface Format<T> {
        void write(T item, DataOutput out) throws IOException;

        T read(DataInput in) throws IOException;

        /** About how much memory it takes. */
        int bytes(T item);
    }

    private final FileChannel file;
    private final Format<T> format;
    private final DataInputStream in;
    private int left;

    private SortedRun(FileChannel file, Format<T> format, int items) throws IOException {
        this.file = file;
        this.format = format;
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file.position(0))));
        left = items;
    }

    /**
     * @throws UncheckedIOException when there is no room for it
     */
    static <T> SortedRun<T> of(List<T> items, Format<T> format) {
        try {
            var file = FileChannel.open(
                    Files.createTempFile("persister", ".run"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            var out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
            for (var item : items) {
                format.write(item, out);
            }
            out.flush();
            return new SortedRun<>(file, format, items.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public T next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        left--;
        try {
            return format.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
