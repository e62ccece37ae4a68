package gov.va.vro.bie.connect.rabbitmq.message;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes being written, kept between records so that each costs only its own copy. What big records need is kept for as
 * long as they are big, and given back with the first one that is not. What goes over the limit is refused at once.
 */
final class BoundedBuffer extends OutputStream {

    private static final int INITIAL = 8 * 1024;
    private static final int KEPT = 1024 * 1024;
    /** A record that fills less of a big buffer than one part in so many is not a big one. */
    private static final int BIG_PART = 4;

    private final int limit;
    private byte[] bytes;
    private int size;
    /** How far the bytes may go before they have to grow, or be refused. */
    private int end;

    BoundedBuffer(int limit) {
        this.limit = limit;
        use(new byte[INITIAL]);
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

    /** How many bytes {@link #array} has room for behind {@link #size}, without growing; more may be written. */
    int free() {
        return end - size;
    }

    /** The bytes themselves, for whoever writes into what is free and then says how far: {@link #writtenTo}. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void writtenTo(int newSize) {
        size = newSize;
    }

    /** A copy of what was written, and an empty buffer. */
    byte[] take() {
        byte[] copy = Arrays.copyOf(bytes, size);
        clear();
        return copy;
    }

    void clear() {
        // A buffer that is cleared once more has nothing to say of the records.
        if (bytes.length > KEPT && size > 0 && size < bytes.length / BIG_PART) {
            use(new byte[INITIAL]);
        }
        size = 0;
    }

    private void makeRoom(int more) throws TooLarge {
        if (more > end - size) {
            grow(more);
        }
    }

    private void grow(int more) throws TooLarge {
        if (more > limit - size) {
            throw new TooLarge(limit);
        }
        long doubled = Math.max(2L * bytes.length, (long) size + more);
        use(Arrays.copyOf(bytes, (int) Math.min(doubled, limit)));
    }

    private void use(byte[] array) {
        bytes = array;
        end = Math.min(array.length, limit);
    }
}
