package gov.va.vro.bie.connect.rabbitmq.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.SocketFactory;

/**
 * What a port answers to the first bytes of AMQP, in the clear or over TLS. Asked once a connection has failed in a way
 * that leaves open what the two sides do not agree on: a port for TLS answers a greeting in the clear with an alert,
 * and one that speaks AMQP with a frame of it or the version that it would have liked.
 */
enum Greeting {
    AMQP,
    TLS,
    UNKNOWN;

    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int METHOD_FRAME = 1;
    private static final int TLS_ALERT = 21;

    /** Asks the port that the line goes to, in the clear; the line may be cut meanwhile. */
    static Greeting inTheClear(Line line) {
        return of(line, SocketFactory.getDefault());
    }

    /** Asks the port that the line goes to, as the line itself would. */
    static Greeting asConfigured(Line line) {
        return of(line, line.sockets());
    }

    private static Greeting of(Line line, SocketFactory sockets) {
        try (var socket = sockets.createSocket()) {
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
