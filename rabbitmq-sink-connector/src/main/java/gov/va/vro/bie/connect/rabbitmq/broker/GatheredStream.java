package gov.va.vro.bie.connect.rabbitmq.broker;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends many messages to the broker with one call of the operating system. The client library flushes after each
 * message; here that means nothing while it is the gathering thread that asks, so that thread has to {@link #send} what
 * it has gathered before it waits for anything. Whatever any other thread writes (a heartbeat, a good-bye) is sent at
 * once, behind what was gathered before it.
 */
final class GatheredStream extends OutputStream {

    /** Some dozens of messages: more saves nothing more. */
    private static final int CAPACITY = 32 * 1024;

    private final OutputStream out;
    private final byte[] gathered = new byte[CAPACITY];
    private int count;
    private boolean broken;
    private volatile Thread gatherer;

    GatheredStream(OutputStream out) {
        this.out = out;
    }

    /** From now on this thread's flushes are no longer obeyed; null ends that for all. */
    void gatherFor(Thread thread) {
        gatherer = thread;
    }

    @Override
    public synchronized void write(int oneByte) throws IOException {
        if (count == CAPACITY) {
            sendGathered();
        }
        gathered[count++] = (byte) oneByte;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        if (length > CAPACITY - count) {
            sendGathered();
        }
        if (length >= CAPACITY) {
            put(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, gathered, count, length);
            count += length;
        }
    }

    @Override
    public void flush() throws IOException {
        if (Thread.currentThread() != gatherer) {
            send();
        }
    }

    /** Sends what was gathered. */
    synchronized void send() throws IOException {
        sendGathered();
        out.flush();
    }

    private void sendGathered() throws IOException {
        var length = count;
        count = 0;
        put(gathered, 0, length);
    }

    /** Once a write has failed, whoever asked for it, nothing more is sent: messages would be missing before it. */
    private void put(byte[] bytes, int from, int length) throws IOException {
        if (broken) {
            throw new IOException("an earlier write has failed");
        }
        broken = true;
        out.write(bytes, from, length);
        broken = false;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
