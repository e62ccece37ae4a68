package gov.va.vro.bie.connect.rabbitmq.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * What a port answers to AMQP in the clear. Asked once a connection has failed in a way that leaves open whether the
 * other side speaks TLS: one that does answers a greeting in the clear with an alert, and one that does not answers
 * with a frame of AMQP or the version that it would have liked.
 */
enum Greeting {
    AMQP,
    TLS,
    UNKNOWN;

    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int METHOD_FRAME = 1;
    private static final int TLS_ALERT = 21;

    /** Asks the port that the line goes to; the line may be cut meanwhile. */
    static Greeting of(Line line) {
        try (var socket = new Socket()) {
            line.keep(socket);
            socket.connect(
                    new InetSocketAddress(
                            line.address().getHost(), line.address().getPort()),
                    line.timeoutMillis());
            socket.setSoTimeout(line.timeoutMillis());
            socket.getOutputStream().write(HEADER);
            return switch (socket.getInputStream().read()) {
                case METHOD_FRAME, 'A' -> AMQP;
                case TLS_ALERT -> TLS;
                default -> UNKNOWN;
            };
        } catch (IOException silent) {
            return UNKNOWN;
        }
    }
}
