package gov.va.vro.bie.connect.rabbitmq.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GatheredStreamTest {

    private final Wire wire = new Wire();
    private final GatheredStream stream = new GatheredStream(wire);

    /** What each call of the operating system would have been given. */
    private static final class Wire extends ByteArrayOutputStream {

        private final List<String> writes = new ArrayList<>();
        private boolean fails;

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (fails) {
                throw new OutOfMemoryError("in a test");
            }
            if (length > 0) {
                writes.add(new String(bytes, from, length, StandardCharsets.UTF_8));
            }
        }
    }

    private void message(String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    @Test
    void obeysEveryFlushUntilSomebodyGathers() throws IOException {
        message("one");
        message("two");

        assertThat(wire.writes).containsExactly("one", "two");
    }

    @Test
    void sendsInOneWriteWhatWasGathered() throws IOException {
        stream.gatherFor(Thread.currentThread());
        message("one");
        message("two");
        assertThat(wire.writes).isEmpty();

        stream.send();

        assertThat(wire.writes).containsExactly("onetwo");
    }

    @Test
    void sendsWhatAnotherThreadWritesAtOnceAndBehindWhatWasGathered() throws IOException {
        stream.gatherFor(Thread.currentThread());
        message("message ");

        CompletableFuture.runAsync(() -> {
                    try {
                        message("heartbeat");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();

        assertThat(wire.writes).containsExactly("message heartbeat");
    }

    @Test
    void sendsByItselfWhenItIsFullAndKeepsTheOrder() throws IOException {
        stream.gatherFor(Thread.currentThread());
        var expected = new StringBuilder();
        for (var i = 0; i < 10_000; i++) {
            message("message " + i + ";");
            expected.append("message ").append(i).append(';');
        }
        message("x".repeat(100_000));
        expected.append("x".repeat(100_000));
        stream.write('!');
        expected.append('!');

        stream.send();

        assertThat(String.join("", wire.writes)).isEqualTo(expected.toString());
        assertThat(wire.writes).hasSizeLessThan(20);
    }

    @Test
    void sendsNothingMoreOnceAWriteHasFailedForAnotherThread() throws IOException {
        stream.gatherFor(Thread.currentThread());
        message("lost ");
        wire.fails = true;
        var heartbeat = CompletableFuture.runAsync(() -> {
            try {
                message("heartbeat");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(heartbeat::join).hasRootCauseInstanceOf(OutOfMemoryError.class);
        wire.fails = false;

        message("behind");
        assertThatThrownBy(stream::send).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> message("x".repeat(100_000))).isInstanceOf(IOException.class);
        assertThat(wire.writes).isEmpty();
    }

    @Test
    void obeysAgainWhenGatheringEnds() throws IOException {
        stream.gatherFor(Thread.currentThread());
        message("message ");
        stream.gatherFor(null);

        message("good-bye");

        assertThat(wire.writes).containsExactly("message good-bye");
    }
}
