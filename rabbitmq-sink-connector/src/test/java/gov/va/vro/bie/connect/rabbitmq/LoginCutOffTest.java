package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.Method;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** A broker that goes down in the middle of a login: nobody was refused, and a task that meets it must not fail. */
class LoginCutOffTest {

    @Test
    void isAnOutageAndNoRefusal() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var broker = new Thread(() -> goDownDuringTheLogin(listening), "broker");
            broker.setDaemon(true);
            broker.start();

            var findings = new RabbitMqSinkConnector()
                            .validate(Settings.with(
                                    "rabbitmq.addresses",
                                    "127.0.0.1:" + listening.getLocalPort(),
                                    "rabbitmq.validate.live",
                                    "true"))
                            .configValues()
                            .stream()
                            .filter(value -> !value.errorMessages().isEmpty())
                            .map(ConfigValue::name);

            assertThat(findings).containsExactly("rabbitmq.addresses");
        }
    }

    private static void goDownDuringTheLogin(ServerSocket listening) {
        try (var socket = listening.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            in.readFully(new byte[8]);
            start().toFrame(0).writeTo(out);
            out.flush();
            Frame.readFrom(in, () -> 1_000_000);
            listening.close();
        } catch (IOException gone) {
            // The test fails for want of its finding.
        }
    }

    private static Method start() {
        return (Method) new AMQP.Connection.Start.Builder()
                .versionMajor(0)
                .versionMinor(9)
                .serverProperties(Map.of())
                .mechanisms("PLAIN")
                .locales("en_US")
                .build();
    }
}
