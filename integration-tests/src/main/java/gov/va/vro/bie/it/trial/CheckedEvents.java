package gov.va.vro.bie.it.trial;

import gov.va.vro.bie.it.check.Checker;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.localstack.events.BieEvent;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The five events, each with the number of its attempt as a header; the checker is told of every attempt and
 * acknowledgement.
 */
final class CheckedEvents implements SteadyLoad.Source {

    /** The header with the number of the attempt, in Kafka and, forwarded, in RabbitMQ. */
    static final String ATTEMPT = "attempt";

    private final String topicPrefix;
    private final Map<EventKind, Integer> schemaIds;
    private final EventGenerator generator;
    private final Checker checker;

    CheckedEvents(String topicPrefix, Map<EventKind, Integer> schemaIds, long seed, Checker checker) {
        this.topicPrefix = topicPrefix;
        this.schemaIds = schemaIds;
        this.generator = new EventGenerator(seed);
        this.checker = checker;
    }

    @Override
    public SteadyLoad.Outgoing next() {
        var attempt = checker.attempt();
        return new SteadyLoad.Outgoing(
                record(generator.next(), attempt),
                metadata -> checker.acknowledge(
                        attempt, new Coordinates(metadata.topic(), metadata.partition(), metadata.offset())));
    }

    private ProducerRecord<byte[], byte[]> record(BieEvent event, long attempt) {
        var number = Long.toString(attempt).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                event.kind().topic(topicPrefix),
                null,
                event.key().getBytes(StandardCharsets.UTF_8),
                WireFormat.encode(schemaIds.get(event.kind()), event.value()),
                List.<Header>of(new RecordHeader(ATTEMPT, number)));
    }
}
