package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class GapLogTest {

    private static final TopicPartition P = new TopicPartition("events", 2);

    private final List<Object[]> lines = new ArrayList<>();
    private long now = 1;
    private final GapLog log = new GapLog(recording(), "sink-0", () -> now);

    @Test
    void saysTheFirstGapOfAPartitionAtOnce() {
        log.gap(P, 10, 15);
        log.gap(new TopicPartition("events", 3), 1, 2);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).containsExactly("sink-0", "events", 2, 15L, 5L, 10L, 5L, 1L);
    }

    @Test
    void sumsUpWhatFollowsAtGrowingIntervals() {
        log.gap(P, 10, 15);
        log.gap(P, 16, 17);
        assertThat(lines).hasSize(1);

        now += Duration.ofMinutes(1).toNanos();
        log.gap(P, 18, 20);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).containsExactly("sink-0", "events", 2, 20L, 2L, 18L, 8L, 3L);

        now += Duration.ofMinutes(1).toNanos();
        log.gap(P, 21, 22);
        assertThat(lines).hasSize(2);
        now += Duration.ofMinutes(1).toNanos();
        log.gap(P, 23, 24);
        assertThat(lines).hasSize(3);
    }

    private Logger recording() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("error");
                    lines.add((Object[]) arguments[1]);
                    return null;
                });
    }
}
