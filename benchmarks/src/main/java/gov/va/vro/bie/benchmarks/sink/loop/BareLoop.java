package gov.va.vro.bie.benchmarks.sink.loop;

import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consume, convert, wrap, render and publish, in one thread and a window: as fast as a careful person would write it,
 * and without any of the sink's promises. A JVM of its own, which keeps warm from one round to the next.
 *
 * <p>Each line of the input is an order: {@code pipeline CONNECTOR} takes the topic as the sink would, with this
 * connector's properties; {@code publish CONNECTOR} publishes over and over what it has rendered before it begins;
 * {@code stop} ends either. The output answers {@code stopped}. It ends with its input.
 */
public final class BareLoop {

    private static final String AMQP = "benchmark.amqp";
    private static final int RENDERED = 5_000;
    private static final String OVERRIDE = "consumer.override.";
    private static final Pattern SPACE = Pattern.compile(" ");

    private final Properties worker;
    private volatile boolean stopping;

    private BareLoop(Properties worker) {
        this.worker = worker;
    }

    /** @param arguments the file of the worker's properties */
    public static void main(String[] arguments) throws Exception {
        new BareLoop(properties(Path.of(arguments[0]))).obey();
    }

    private void obey() throws Exception {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Thread running = null;
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("stop")) {
                stopping = true;
                running.join();
                stopping = false;
                System.out.println("stopped");
            } else {
                var words = SPACE.split(order);
                running = new Thread(() -> run(words[0], Path.of(words[1])), words[0]);
                running.setDaemon(true);
                running.start();
            }
        }
        // Whoever gave the orders is gone.
        System.exit(0);
    }

    private void run(String what, Path connector) {
        try {
            var config = map(properties(connector));
            if (what.equals("pipeline")) {
                pipeline(config);
            } else {
                publish(config);
            }
        } catch (Exception | Error failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private void pipeline(Map<String, String> config) throws Exception {
        var conversion = new Conversion(worker, config);
        try (var channel = channel(config);
                var consumer = consumer(config)) {
            consumer.subscribe(List.of(config.get("topics")));
            while (!stopping) {
                for (var consumed : consumer.poll(Duration.ofMillis(100))) {
                    channel.publish(conversion.message(consumed));
                }
            }
        }
    }

    private void publish(Map<String, String> config) throws Exception {
        var messages = rendered(config);
        try (var channel = channel(config)) {
            for (var at = 0; !stopping; at = (at + 1) % messages.size()) {
                channel.publish(messages.get(at));
            }
        }
    }

    private List<Message> rendered(Map<String, String> config) throws Exception {
        var conversion = new Conversion(worker, config);
        var messages = new ArrayList<Message>();
        try (var consumer = consumer(config)) {
            var partition = List.of(new TopicPartition(config.get("topics"), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            while (messages.size() < RENDERED) {
                for (var consumed : consumer.poll(Duration.ofMillis(100))) {
                    messages.add(conversion.message(consumed));
                }
            }
        }
        return messages;
    }

    private static ConfirmedChannel channel(Map<String, String> config) throws Exception {
        return new ConfirmedChannel(
                config.get(AMQP),
                Integer.parseInt(config.get("rabbitmq.window.records")),
                Boolean.parseBoolean(config.getOrDefault("benchmark.mandatory", "true")));
    }

    /** With all that the connector overrides, so that both are fed alike. */
    private KafkaConsumer<byte[], byte[]> consumer(Map<String, String> config) {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, worker.getProperty("bootstrap.servers"));
        config.forEach((name, value) -> {
            if (name.startsWith(OVERRIDE)) {
                settings.put(name.substring(OVERRIDE.length()), value);
            }
        });
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, String> map(Properties properties) {
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private static Properties properties(Path file) throws Exception {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
