package gov.va.vro.bie.connect.rabbitmq.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.GapPolicy;
import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;

/** A core with a clock that stands until it is moved, a link, and what the core published and said. */
final class CoreDriver implements DeliveryListener {

    static final int WINDOW = 10;

    final Deliveries core;
    long link;
    /** The sequence number of the last publish, where one link served them all. */
    long sequence;

    private final List<String> heard = new ArrayList<>();
    private long now = 1;

    CoreDriver() {
        this(GapPolicy.WARN);
    }

    CoreDriver(OptionalInt maxRecordsPerSecond) {
        this(UnroutablePolicy.WAIT, Optional.empty(), GapPolicy.WARN, maxRecordsPerSecond);
    }

    CoreDriver(UnroutablePolicy policy, Optional<Duration> unroutableWaitMax) {
        this(policy, unroutableWaitMax, GapPolicy.WARN, OptionalInt.empty());
    }

    CoreDriver(GapPolicy gapPolicy) {
        this(UnroutablePolicy.WAIT, Optional.empty(), gapPolicy, OptionalInt.empty());
    }

    private CoreDriver(
            UnroutablePolicy policy,
            Optional<Duration> unroutableWaitMax,
            GapPolicy gapPolicy,
            OptionalInt maxRecordsPerSecond) {
        var settings = settings(WINDOW, policy, unroutableWaitMax, gapPolicy, maxRecordsPerSecond);
        core = new Deliveries(settings, () -> now, this);
    }

    /** What the tests have where it makes no difference to them. */
    static CoreSettings settings(int window) {
        return settings(window, UnroutablePolicy.WAIT, Optional.empty(), GapPolicy.WARN, OptionalInt.empty());
    }

    private static CoreSettings settings(
            int window,
            UnroutablePolicy policy,
            Optional<Duration> unroutableWaitMax,
            GapPolicy gapPolicy,
            OptionalInt maxRecordsPerSecond) {
        return new CoreSettings(
                window,
                1_000_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                policy,
                unroutableWaitMax,
                gapPolicy,
                maxRecordsPerSecond);
    }

    static Message message(TopicPartition partition, long offset) {
        var properties = new BasicProperties.Builder()
                .messageId(partition + "-" + offset)
                .build();
        return new Message("x", "", properties, new byte[1]);
    }

    void open(TopicPartition... partitions) {
        core.open(List.of(partitions));
        linkUp();
    }

    void linkUp() {
        link = core.linkUp();
    }

    void add(TopicPartition partition, long... offsets) {
        for (var offset : offsets) {
            core.add(partition, offset, message(partition, offset), null);
        }
    }

    /** Opens a partition and a link, and publishes these records. */
    void publish(TopicPartition partition, long... offsets) {
        open(partition);
        add(partition, offsets);
        assertThat(published()).hasSize(offsets.length);
    }

    /** What the core has published since it was last asked, as far as it may now. */
    List<String> published() {
        var published = new ArrayList<String>();
        while (core.next() instanceof Dispatch.Publish publish) {
            sequence++;
            published.add(publish.message().messageId() + (publish.again() ? " again" : ""));
        }
        return published;
    }

    void loseLink(LinkLoss loss) {
        core.linkLost(link, loss);
        linkUp();
    }

    long committable(TopicPartition partition, long offered) {
        return core.committable(Map.of(partition, offered)).get(partition);
    }

    /** Time in which Connect goes on calling. */
    void pass(Duration time) {
        passInSilence(time);
        core.open(List.of());
    }

    /** Time in which nothing is heard of Connect: the process sleeps. */
    void passInSilence(Duration time) {
        now += time.toNanos();
    }

    List<String> heard() {
        return heard;
    }

    @Override
    public void held(Delivery cause, String exchange, Hold why) {
        heard.add("held " + cause.partition.topicPartition + " " + why);
    }

    @Override
    public void stillHeld(Delivery first, String exchange, Hold why, Duration since) {
        heard.add("still held " + first.partition.topicPartition + " " + since.toSeconds());
    }

    @Override
    public void released(TopicPartition partition, Duration heldFor) {
        heard.add("released " + partition);
    }

    @Override
    public void blocked(String reason, Duration since) {
        heard.add("blocked " + reason + " " + since.toSeconds());
    }

    @Override
    public void unblocked(Duration blockedFor) {
        heard.add("unblocked after " + blockedFor.toSeconds());
    }

    @Override
    public void topicMadeAgain(TopicPartition partition, long lastOffset, long newOffset) {
        heard.add("made again " + partition + " " + lastOffset + " " + newOffset);
    }

    @Override
    public void gap(TopicPartition partition, long expected, long found) {
        heard.add("gap " + partition + " " + expected + " " + found);
    }

    @Override
    public void suspecting(int messages, LinkLoss loss) {}

    @Override
    public void suspicionOver() {}

    @Override
    public void condemned(Delivery delivery) {}
}
