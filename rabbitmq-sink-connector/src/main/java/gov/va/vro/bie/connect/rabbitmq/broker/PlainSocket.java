package gov.va.vro.bie.connect.rabbitmq.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.UnaryOperator;

/** A socket without TLS whose output goes through a stream of its owner's choice. */
final class PlainSocket extends Socket {

    private final UnaryOperator<OutputStream> written;
    private OutputStream output;

    PlainSocket(UnaryOperator<OutputStream> written) {
        this.written = written;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        if (output == null) {
            output = written.apply(super.getOutputStream());
        }
        return output;
    }
}
