package gov.va.vro.bie.benchmarks.micro;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * Speaks AMQP, keeps nothing and confirms everything, together with whatever it has read by then: so that what is
 * measured is the client and what stands on it, and no broker. It takes one connection after the other.
 */
final class StandInBroker implements AutoCloseable {

    private static final int METHOD = 1;
    private static final int MOST_TOGETHER = 50;

    private final ServerSocket listening;

    StandInBroker() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "stand-in-broker");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                new Conversation(socket).hold();
            } catch (IOException ended) {
                // The client, or the benchmark, has had enough.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    /** One connection, to its end. */
    private static final class Conversation {

        private final DataInputStream in;
        private final DataOutputStream out;
        private int channel;
        private long read;
        private long confirmed;

        Conversation(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            InputStream buffered = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            in = new DataInputStream(buffered);
            out = new DataOutputStream(socket.getOutputStream());
        }

        void hold() throws IOException {
            in.readFully(new byte[8]);
            send(new AMQP.Connection.Start.Builder()
                    .versionMajor(0)
                    .versionMinor(9)
                    .serverProperties(Map.of())
                    .mechanisms("PLAIN")
                    .locales("en_US")
                    .build());
            while (true) {
                var frame = Frame.readFrom(in, () -> 1 << 20);
                if (frame.getType() == METHOD) {
                    channel = frame.getChannel();
                    answer(AMQImpl.readMethodFrom(frame.getInputStream()));
                }
                if (read > confirmed && (read - confirmed >= MOST_TOGETHER || in.available() == 0)) {
                    confirmed = read;
                    send(new AMQP.Basic.Ack.Builder()
                            .deliveryTag(confirmed)
                            .multiple(true)
                            .build());
                }
            }
        }

        private void answer(Method method) throws IOException {
            if (method instanceof AMQP.Basic.Publish) {
                read++;
            } else if (method instanceof AMQP.Connection.StartOk) {
                send(new AMQP.Connection.Tune.Builder()
                        .channelMax(10)
                        .frameMax(131_072)
                        .heartbeat(0)
                        .build());
            } else if (method instanceof AMQP.Connection.Open) {
                send(new AMQP.Connection.OpenOk.Builder().build());
            } else if (method instanceof AMQP.Channel.Open) {
                send(new AMQP.Channel.OpenOk.Builder().build());
            } else if (method instanceof AMQP.Exchange.Declare) {
                send(new AMQP.Exchange.DeclareOk.Builder().build());
            } else if (method instanceof AMQP.Confirm.Select) {
                send(new AMQP.Confirm.SelectOk.Builder().build());
            } else if (method instanceof AMQP.Connection.Close) {
                send(new AMQP.Connection.CloseOk.Builder().build());
            }
        }

        private void send(Method method) throws IOException {
            ((com.rabbitmq.client.impl.Method) method).toFrame(channel).writeTo(out);
            out.flush();
        }
    }
}
