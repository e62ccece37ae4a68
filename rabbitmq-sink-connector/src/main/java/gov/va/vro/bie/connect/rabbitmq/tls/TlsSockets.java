package gov.va.vro.bie.connect.rabbitmq.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes a {@link TlsSocket} wherever a plain one would be made. */
final class TlsSockets extends SocketFactory {

    private final TlsContext context;

    TlsSockets(TlsContext context) {
        this.context = context;
    }

    @Override
    public Socket createSocket() {
        return new TlsSocket(context);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private Socket connected(InetSocketAddress peer, InetSocketAddress local) throws IOException {
        var socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(peer);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }
}
