package gov.va.vro.bie.connect.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.Method;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A broker that speaks AMQP up to a point, and from there on neither reads nor writes. */
final class ScriptedBroker implements Closeable {

    /** The last thing that it does. */
    enum Until {
        ACCEPT,
        OPEN_CONNECTION,
        OPEN_CHANNEL,
        SELECT_CONFIRMS,
        ANSWER_GOOD_BYE
    }

    private static final int METHOD = 1;

    private final ServerSocket listening;
    private final Until until;
    private final CountDownLatch silent = new CountDownLatch(1);
    private final CountDownLatch cut = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::serve, "scripted-broker");

    ScriptedBroker(ServerSocketFactory sockets, Until until) throws IOException {
        this.listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.until = until;
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Whether it has come to its point, in time. */
    boolean hasFallenSilent() throws InterruptedException {
        return silent.await(30, TimeUnit.SECONDS);
    }

    /** Looks whether the client has ended the first connection: from now on the broker reads, to see its end. */
    boolean seesItsEnd() throws InterruptedException {
        cut.countDown();
        return ended.await(10, TimeUnit.SECONDS);
    }

    private void serve() {
        try (var socket = listening.accept()) {
            if (until != Until.ACCEPT) {
                converse(socket);
            }
            silent.countDown();
            cut.await();
            readToTheEnd(socket);
        } catch (IOException reset) {
            ended.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readToTheEnd(Socket socket) throws IOException {
        var buffer = new byte[65_536];
        while (socket.getInputStream().read(buffer) >= 0) {
            // What had been under way.
        }
        ended.countDown();
    }

    private void converse(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var out = new DataOutputStream(socket.getOutputStream());
        in.readFully(new byte[8]);
        send(
                out,
                0,
                new AMQP.Connection.Start.Builder()
                        .versionMajor(0)
                        .versionMinor(9)
                        .serverProperties(Map.of())
                        .mechanisms("PLAIN EXTERNAL")
                        .locales("en_US")
                        .build());
        var point = Until.ACCEPT;
        while (point != until) {
            var frame = Frame.readFrom(in, () -> 1_000_000);
            if (frame.getType() == METHOD) {
                point = answer(out, frame.getChannel(), AMQImpl.readMethodFrom(frame.getInputStream()), point);
            }
        }
    }

    private static Until answer(DataOutputStream out, int channel, com.rabbitmq.client.Method method, Until point)
            throws IOException {
        if (method instanceof AMQP.Connection.StartOk) {
            send(
                    out,
                    0,
                    new AMQP.Connection.Tune.Builder()
                            .channelMax(10)
                            .frameMax(131_072)
                            .heartbeat(0)
                            .build());
        } else if (method instanceof AMQP.Connection.Open) {
            send(out, 0, new AMQP.Connection.OpenOk.Builder().build());
            return Until.OPEN_CONNECTION;
        } else if (method instanceof AMQP.Channel.Open) {
            send(out, channel, new AMQP.Channel.OpenOk.Builder().build());
            return Until.OPEN_CHANNEL;
        } else if (method instanceof AMQP.Exchange.Declare) {
            send(out, channel, new AMQP.Exchange.DeclareOk.Builder().build());
        } else if (method instanceof AMQP.Confirm.Select) {
            send(out, channel, new AMQP.Confirm.SelectOk.Builder().build());
            return Until.SELECT_CONFIRMS;
        } else if (method instanceof AMQP.Connection.Close) {
            send(out, 0, new AMQP.Connection.CloseOk.Builder().build());
            return Until.ANSWER_GOOD_BYE;
        }
        return point;
    }

    private static void send(DataOutputStream out, int channel, com.rabbitmq.client.Method method) throws IOException {
        ((Method) method).toFrame(channel).writeTo(out);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut.countDown();
    }
}
