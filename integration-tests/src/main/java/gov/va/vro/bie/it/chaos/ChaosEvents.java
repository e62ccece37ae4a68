package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.contract.ExpectedRow;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.trial.SteadyLoad;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The five events with their codes and their nulls, and among them what is not an everyday event: tombstones, poison of
 * every sort, and codes that nobody has used before, sometimes first in an event that the database will refuse. All is
 * drawn from the seed. What Kafka acknowledges is noted with what must come of it.
 */
final class ChaosEvents implements SteadyLoad.Source {

    private static final int TOMBSTONES_OF_1000 = 8;
    private static final int POISON_OF_1000 = 12;
    private static final int NEW_CODES_OF_1000 = 30;
    private static final int CODES = 10_000;

    private final String topicPrefix;
    private final Map<EventKind, Integer> schemaIds;
    private final Poison poison;
    private final Produced produced;
    private final EventGenerator generator;
    private final SplittableRandom random;
    private int newCodes;

    ChaosEvents(String topicPrefix, Map<EventKind, Integer> schemaIds, Poison poison, long seed, Produced produced) {
        this.topicPrefix = topicPrefix;
        this.schemaIds = schemaIds;
        this.poison = poison;
        this.produced = produced;
        this.generator = new EventGenerator(seed);
        this.random = new SplittableRandom(seed);
    }

    @Override
    public SteadyLoad.Outgoing next() {
        var event = generator.next();
        var draw = random.nextInt(1_000);
        if (draw < TOMBSTONES_OF_1000) {
            return outgoing(event, null, new Expectation.Nothing());
        }
        if (draw < TOMBSTONES_OF_1000 + POISON_OF_1000) {
            return poisoned(event);
        }
        if (draw < TOMBSTONES_OF_1000 + POISON_OF_1000 + NEW_CODES_OF_1000) {
            put(event.value(), "DiagnosticTypeCode", newCode(random.nextInt(3) == 0));
        }
        var record = record(event, encoded(event));
        return new SteadyLoad.Outgoing(record, metadata -> storedIs(event, record.timestamp(), metadata));
    }

    private SteadyLoad.Outgoing poisoned(BieEvent event) {
        // Half of them leave their code to the next new one: what the database took back must not be taken for known.
        put(event.value(), "DiagnosticTypeCode", newCode(random.nextBoolean()));
        return outgoing(event, poison.of(event, random), new Expectation.Parked());
    }

    /** Four digits, or a word when those are used up. */
    private String newCode(boolean keep) {
        var code = newCodes < CODES ? "%04d".formatted(newCodes) : "NEW" + newCodes;
        if (!keep) {
            newCodes++;
        }
        return code;
    }

    private SteadyLoad.Outgoing outgoing(BieEvent event, byte[] value, Expectation expectation) {
        return new SteadyLoad.Outgoing(
                record(event, value), metadata -> produced.add(coordinates(metadata), expectation));
    }

    private ProducerRecord<byte[], byte[]> record(BieEvent event, byte[] value) {
        return new ProducerRecord<>(
                event.kind().topic(topicPrefix),
                null,
                System.currentTimeMillis(),
                event.key().getBytes(StandardCharsets.UTF_8),
                value);
    }

    private byte[] encoded(BieEvent event) {
        return WireFormat.encode(schemaIds.get(event.kind()), event.value());
    }

    /**
     * The acknowledgement's timestamp is not asked: of a batch that Kafka has already, and is sent again since its
     * acknowledgement was lost, Kafka tells the greatest timestamp for each record.
     */
    private void storedIs(BieEvent event, long timestamp, RecordMetadata metadata) {
        var expected = new ExpectedRow(
                new PublishedEvent(event, metadata.topic(), metadata.partition(), metadata.offset(), timestamp));
        var row = new HashMap<>(expected.columns());
        row.put("codes", String.join("\n", expected.codes()));
        produced.addCodes(expected.codes());
        produced.add(coordinates(metadata), new Expectation.Stored(Fingerprint.of(row)));
    }

    static void put(GenericRecord value, String field, Object content) {
        if (value.hasField(field)) {
            value.put(field, content);
        }
    }

    private static Coordinates coordinates(RecordMetadata metadata) {
        return new Coordinates(metadata.topic(), metadata.partition(), metadata.offset());
    }
}
