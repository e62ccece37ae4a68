package gov.va.vro.bie.persister.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why TLS could not be agreed on, as far as exceptions tell. The JDK speaks in chains of causes, and of what the other
 * side said in texts only, which have kept their words from Java 11 to 25.
 */
public final class TlsFailure {

    private TlsFailure() {}

    /**
     * A sentence for an operator, or empty when the failure is not one of TLS.
     *
     * @param trust the setting to change where the other side's authority is unknown
     */
    public static Optional<String> describe(Throwable failure, String trust) {
        var causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        if (says(causes, "could not be verified by hostnameverifier")) {
            return Optional.of(otherHost());
        }
        if (says(causes, "server does not support ssl")) {
            return Optional.of("TLS: it does not speak TLS there: switch it on in the server, or off here (sslmode)");
        }
        return causes.stream().anyMatch(SSLException.class::isInstance)
                ? Optional.of("TLS: " + reason(causes, trust))
                : Optional.empty();
    }

    private static String otherHost() {
        return "TLS: its certificate is for other hosts: use the name that it is for, or have it issued for this one";
    }

    private static String reason(List<Throwable> causes, String trust) {
        if (is(causes, CertificateExpiredException.class)) {
            return "its certificate has expired";
        }
        if (is(causes, CertPathBuilderException.class)) {
            return "its certificate is of an issuer who is not trusted: check " + trust;
        }
        if (says(causes, "no subject alternative") || says(causes, "no name matching")) {
            return otherHost().substring("TLS: ".length());
        }
        if (is(causes, CertificateException.class)) {
            return "its certificate is not valid";
        }
        if (says(causes, "unsupported or unrecognized ssl message")) {
            return "it does not speak TLS there: check the port, or switch TLS off";
        }
        if (says(causes, "alert: certificate_")
                || says(causes, "alert: bad_certificate")
                || says(causes, "alert: unknown_ca")
                || says(causes, "alert: handshake_failure")) {
            return "it wants a client certificate, and got none or one that it does not accept";
        }
        return "the two could not agree ("
                + causes.get(causes.size() - 1).getClass().getSimpleName() + ")";
    }

    private static boolean is(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static boolean says(List<Throwable> causes, String words) {
        return causes.stream()
                .filter(cause -> cause.getMessage() != null)
                .anyMatch(cause -> cause.getMessage().toLowerCase(Locale.ROOT).contains(words));
    }
}
