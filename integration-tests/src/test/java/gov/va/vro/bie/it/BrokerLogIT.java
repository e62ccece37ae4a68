package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.NetworkConnection;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Erlang reports a process that crashes together with the messages that it held, and a process of RabbitMQ crashes when
 * a connection is cut at the wrong moment. {@code persister/rabbitmq-logger.config} keeps those reports out of the log.
 */
@ExtendWith(LocalStack.class)
class BrokerLogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CANARY = "PII-CANARY-CRASH";

    private final Pipeline pipeline;
    private final RabbitMqNode node;

    BrokerLogIT(Pipeline pipeline) throws IOException {
        this.pipeline = pipeline;
        this.node = new RabbitMqNode(pipeline.directory());
    }

    @Test
    void doesNotQuoteWhatAProcessHeldThatCrashes() throws Exception {
        crash("proc_lib:spawn(fun() -> self() ! Canary, exit(on_purpose) end)");
        crash("spawn(fun() -> error({on_purpose, Canary}) end)");

        crashAChannel("after_the_others");

        // The log is written in the order of the crashes.
        await("what RabbitMQ itself says of the channel")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log()).contains("Error on AMQP connection", "after_the_others"));
        assertThat(log()).doesNotContain(CANARY);
    }

    private void crashAChannel(String reason) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(pipeline.endpoints().amqp());
        factory.setAutomaticRecoveryEnabled(false);
        var connection = factory.newConnection("of BrokerLogIT");
        try {
            connection.createChannel();
            var port = ((NetworkConnection) connection).getLocalPort();
            crash(
                    ("hd([Channel || Channel <- rabbit_channel:list(), [{name, Name}] <- [rabbit_channel:info(Channel, [name])],"
                                    + " binary:match(Name, <<\":%d ->\">>) =/= nomatch, exit(Channel, %s)])")
                            .formatted(port, reason));
        } finally {
            connection.abort();
        }
    }

    /** Has the node evaluate what returns a process that crashes, and waits for its end. */
    private void crash(String process) throws IOException, InterruptedException {
        node.ctl(
                "eval",
                "Canary = <<\"%s\">>, Monitor = monitor(process, %s), receive {'DOWN', Monitor, _, _, _} -> ok end."
                        .formatted(CANARY, process));
    }

    private String log() throws IOException {
        return Files.readString(pipeline.stack().logs().resolve("rabbitmq.log"), StandardCharsets.UTF_8);
    }
}
