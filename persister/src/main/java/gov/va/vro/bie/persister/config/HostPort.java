package gov.va.vro.bie.persister.config;

/** Where something listens. An IPv6 address is without its brackets here. */
public record HostPort(String host, int port) {

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
