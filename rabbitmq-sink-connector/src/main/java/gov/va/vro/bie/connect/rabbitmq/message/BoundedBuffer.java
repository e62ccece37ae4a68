package gov.va.vro.bie.connect.rabbitmq.message;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes being written, kept between records so that each costs only its own copy, and given back after a big one. What
 * goes over the limit is refused at once.
 */
final class BoundedBuffer extends OutputStream {

    private static final int INITIAL = 8 * 1024;
    private static final int KEPT = 1024 * 1024;

    private final int limit;
    private byte[] bytes = new byte[INITIAL];
    private int size;

    BoundedBuffer(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int octet) throws TooLarge {
        makeRoom(1);
        bytes[size++] = (byte) octet;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws TooLarge {
        makeRoom(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** A copy of what was written, and an empty buffer. */
    byte[] take() {
        byte[] copy = Arrays.copyOf(bytes, size);
        clear();
        return copy;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
    }

    private void makeRoom(int more) throws TooLarge {
        if (more > limit - size) {
            throw new TooLarge(limit);
        }
        if (more > bytes.length - size) {
            long doubled = Math.max(2L * bytes.length, (long) size + more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(doubled, INITIAL), Math.max(limit, INITIAL)));
        }
    }
}
