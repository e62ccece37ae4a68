package gov.va.vro.bie.connect.rabbitmq.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;

/**
 * A socket that speaks TLS once it is connected, and whose close ends the wire underneath. The JDK's own TLS socket
 * says good-bye first: it waits behind whoever writes, and its good-bye may itself wait for a peer that reads nothing.
 * AMQP has a good-bye of its own, so nothing is cut short that was not to be.
 */
final class TlsSocket extends Socket {

    private final TlsContext context;
    private final UnaryOperator<OutputStream> written;
    private SSLSocket tls;
    private OutputStream output;

    TlsSocket(TlsContext context, UnaryOperator<OutputStream> written) {
        this.context = context;
        this.written = written;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(endpoint, timeout);
        var peer = (InetSocketAddress) endpoint;
        // While it is made, it asks this socket for its streams, and must get those of the wire.
        tls = context.over(this, peer.getHostString(), peer.getPort());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return tls == null ? super.getInputStream() : tls.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        if (tls == null) {
            return super.getOutputStream();
        }
        if (output == null) {
            output = written.apply(tls.getOutputStream());
        }
        return output;
    }
}
