package gov.va.vro.bie.benchmarks.persister;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Publishes Avro to the topics, from which the shipped connector takes it to RabbitMQ: the whole pipeline. */
final class KafkaPublisher implements Publisher {

    private static final int PARTITIONS = 3;

    private final EventGenerator generator = new EventGenerator(1);
    private final EventPublisher publisher;
    private int published;

    private KafkaPublisher(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /** @param connector the shipped configuration, which goes to Connect as it is */
    static KafkaPublisher open(Endpoints endpoints, Path connector) throws IOException, InterruptedException {
        var prefix = endpoints.workerEnvironment().get("BIE_TOPIC_PREFIX");
        EventTopics.create(endpoints.kafka(), prefix, PARTITIONS);
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoints.connect() + "/connectors"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofFile(connector))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("Connect refuses the connector: " + answer.body());
        }
        return new KafkaPublisher(
                EventPublisher.open(endpoints.kafka(), new SchemaRegistry(endpoints.schemaRegistry()), prefix));
    }

    @Override
    public void publish(int count) {
        for (var i = 0; i < count; i++) {
            publishOne();
        }
        publisher.flush();
    }

    @Override
    public void publish(int perSecond, Duration duration) throws Exception {
        Metronome.beat(perSecond, duration, this::publishOne);
        publisher.flush();
    }

    @Override
    public int published() {
        return published;
    }

    @Override
    public void close() {
        publisher.close();
    }

    private void publishOne() {
        publisher.publish(generator.next());
        published++;
    }
}
