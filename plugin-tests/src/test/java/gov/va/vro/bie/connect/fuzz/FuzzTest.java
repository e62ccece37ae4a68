package gov.va.vro.bie.connect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.fuzz.RandomRecords.Drawn;
import gov.va.vro.bie.connect.rabbitmq.message.BadRecordException;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * Random records through the transform and the sink's renderer: each becomes exactly the message that the contract says,
 * readable by a strict parser and by the client, or is refused with a defined error; nothing else ever happens.
 *
 * <p>Each record is drawn from a seed of its own. {@code -Dfuzz.records=N -Dfuzz.seed=S} draws N of them from the seed S
 * on; a failure names the seed of its record, which with {@code -Dfuzz.records=1} is drawn again alone.
 */
class FuzzTest {

    /** So many that each kind of record is among them. */
    private static final int ENOUGH = 10_000;

    private static final int RECORDS = Integer.getInteger("fuzz.records", ENOUGH);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);

    private final List<Wrapping> wrappings = Wrapping.all();
    private final List<Variant> undemanding = Variant.undemanding();
    private final List<Variant> demanding = Variant.demanding();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int largest;

    @Test
    void everyRecordBecomesItsMessageOrIsRefused() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RECORDS; seed++) {
            try {
                tryOne(RandomRecords.draw(seed));
            } catch (Throwable e) {
                throw new AssertionError("The record of seed " + seed + ": " + e, e);
            }
        }
        System.out.printf("%,d random records, the largest body %,d bytes: %s%n", RECORDS, largest, outcomes);
        if (RECORDS >= ENOUGH) {
            assertThat(outcomes).containsKeys("a message", "refused: depth", "refused: two names", "refused: moment");
            assertThat(largest).isGreaterThan(1 << 20);
        }
    }

    private void tryOne(Drawn drawn) throws Exception {
        var variants = drawn.variant() % 4 == 0 ? demanding : undemanding;
        var variant = variants.get(drawn.variant() / 4 % variants.size());
        if (drawn.variant() % 7 == 0) {
            SinkRecord plain = drawn.sinkRecord();
            render(plain, drawn, variant, () -> ExpectedJson.of(plain.valueSchema(), plain.value(), 0));
        } else {
            wrapAndRender(drawn, wrappings.get(drawn.variant() % wrappings.size()), variant);
        }
    }

    private void wrapAndRender(Drawn drawn, Wrapping wrapping, Variant variant) throws Exception {
        SinkRecord original = drawn.sinkRecord();
        SinkRecord wrapped;
        long before = System.currentTimeMillis();
        try {
            wrapped = wrapping.transform().apply(original);
        } catch (DataException e) {
            assertThat(drawn.fitsSchema()).as("%s", e).isFalse();
            count("refused by the transform");
            return;
        }
        long after = System.currentTimeMillis();
        long instant = (Long) wrapped.headers().lastWithName("notifiedAt").value();
        if (wrapping.fromRecord() && original.timestamp() != null) {
            assertThat(instant).isEqualTo(original.timestamp());
        } else {
            assertThat(instant).isBetween(before, after);
        }
        if (Wrapping.isOrdinary(instant)) {
            render(wrapped, drawn, variant, () -> wrapping.json(original, instant));
        }
    }

    private void render(SinkRecord sinkRecord, Drawn drawn, Variant variant, ExpectedMessage.JsonOf json)
            throws Exception {
        ExpectedMessage expected = null;
        String refusal = "misfit";
        try {
            expected = ExpectedMessage.of(sinkRecord, variant, json);
        } catch (Refused e) {
            refusal = e.getMessage();
        } catch (RuntimeException e) {
            assertThat(drawn.fitsSchema()).as("%s", e).isFalse();
        }
        Message message;
        try {
            message = variant.renderer().render(sinkRecord);
        } catch (BadRecordException e) {
            assertRefusedRightly(e, expected, drawn, variant);
            count("refused: " + (expected == null ? refusal : "size"));
            return;
        }
        assertThat(expected != null || !drawn.fitsSchema())
                .as("refused: %s", refusal)
                .isTrue();
        if (expected != null) {
            assertMessage(message, expected, sinkRecord, variant);
        } else if (message.properties().getContentType().equals("application/json")) {
            StrictJson.read(message.body());
        }
        largest = Math.max(largest, message.body().length);
        count("a message");
    }

    /** What the contract takes may be refused for its size alone. */
    private void assertRefusedRightly(BadRecordException e, ExpectedMessage expected, Drawn drawn, Variant variant) {
        assertThat(e).hasMessageContaining("offset " + drawn.sinkRecord().originalKafkaOffset());
        if (expected != null && drawn.fitsSchema()) {
            boolean tooLarge = e.getMessage().contains("rabbitmq.max.message.bytes")
                    ? expected.bodyBytes() > variant.maxBytes() * 0.9
                    : expected.headerBytes() > Message.FRAME_MAX * 0.9;
            assertThat(tooLarge).as("%s", e.getMessage()).isTrue();
        }
    }

    private void assertMessage(Message message, ExpectedMessage expected, SinkRecord sinkRecord, Variant variant)
            throws Exception {
        assertThat(message.body().length).isLessThanOrEqualTo(variant.maxBytes());
        if (expected.raw() == null) {
            assertThat(StrictJson.isSame(StrictJson.read(message.body()), expected.json()))
                    .as("its body is the value")
                    .isTrue();
        } else {
            assertThat(message.body()).isEqualTo(expected.raw());
        }
        assertThat(message.routingKey()).isEqualTo(expected.routingKey());
        AmqpWire.sendCommand(message.exchange(), message.routingKey());

        var arrived = AmqpWire.send(message.properties(), message.body().length);
        assertThat(arrived.frameBytes()).isEqualTo(message.headerBytes());
        assertProperties(arrived.properties(), expected, sinkRecord);
        assertHeaders(arrived.headers(), expected);

        var again = message.asPossibleDuplicate();
        var arrivedAgain = AmqpWire.send(again.properties(), again.body().length);
        assertThat(arrivedAgain.frameBytes()).isLessThanOrEqualTo(Message.FRAME_MAX);
        assertThat(arrivedAgain.headers()).containsEntry("possible-duplicate", true);
    }

    private static void assertProperties(BasicProperties arrived, ExpectedMessage expected, SinkRecord sinkRecord) {
        assertThat(arrived.getContentType()).isEqualTo(expected.contentType());
        assertThat(arrived.getContentEncoding())
                .isEqualTo(expected.contentType().equals("application/octet-stream") ? null : "UTF-8");
        assertThat(arrived.getDeliveryMode()).isEqualTo(2);
        assertThat(arrived.getAppId()).isEqualTo("fuzz");
        assertThat(arrived.getCorrelationId()).isEqualTo(expected.correlationId());
        assertThat(arrived.getMessageId())
                .hasSizeLessThanOrEqualTo(255)
                .endsWith("-" + sinkRecord.originalKafkaPartition() + "-" + sinkRecord.originalKafkaOffset());
        Long timestamp = sinkRecord.timestamp();
        assertThat(arrived.getTimestamp() == null)
                .as("%s has no timestamp", timestamp)
                .isEqualTo(timestamp == null || timestamp < 0);
    }

    private static void assertHeaders(Map<String, Object> arrived, ExpectedMessage expected) throws Exception {
        var others = new TreeMap<>(arrived);
        Object key = others.remove("kafka.key");
        boolean omitted = Boolean.TRUE.equals(others.remove("kafka.key.omitted"));
        assertThat(ExpectedHeaders.isSame(others, expected.headers()))
                .as("%s are the headers", others.keySet())
                .isTrue();
        if (omitted) {
            assertThat(expected.isKeyOmitted(0.9)).as("the key is large").isTrue();
        } else {
            assertThat(expected.isKeyOmitted(1.1)).as("the key is large").isFalse();
            assertThat(ExpectedHeaders.isSame(key, expected.key()))
                    .as("its key is the key")
                    .isTrue();
        }
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }
}
