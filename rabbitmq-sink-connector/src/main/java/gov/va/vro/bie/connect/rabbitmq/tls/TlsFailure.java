package gov.va.vro.bie.connect.rabbitmq.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Why TLS could not be agreed on, as far as the JDK's exception tells. It speaks in chains of causes, and of what the
 * other side said in texts only, which have kept their words from Java 11 to 25.
 */
public enum TlsFailure {
    /** A certificate of the broker's is past its time. */
    EXPIRED,
    /** A certificate of the broker's is before its time, or a clock is wrong. */
    NOT_YET_VALID,
    /** The broker's certificate is of nobody who is trusted here. */
    UNKNOWN_ISSUER,
    /** The broker's certificate is for other hosts. */
    OTHER_HOST,
    /** The broker's certificate will not do for another reason. */
    CERTIFICATE,
    /** The broker wants a client certificate, and got none or one that it does not accept. */
    CLIENT_CERTIFICATE,
    /** The two have no version of TLS in common. */
    NO_COMMON_VERSION,
    /** TLS was spoken, and ended for another reason. */
    OTHER;

    /** Empty when the failure is not one of TLS. */
    public static Optional<TlsFailure> of(Throwable failure) {
        var causes = causes(failure);
        if (causes.stream().noneMatch(SSLException.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(
                is(causes, CertificateException.class) || is(causes, CertPathValidatorException.class)
                        ? ofCertificate(causes)
                        : ofAlert(causes));
    }

    private static TlsFailure ofCertificate(List<Throwable> causes) {
        if (is(causes, CertificateExpiredException.class)) {
            return EXPIRED;
        }
        if (is(causes, CertificateNotYetValidException.class)) {
            return NOT_YET_VALID;
        }
        if (is(causes, CertPathBuilderException.class)) {
            return UNKNOWN_ISSUER;
        }
        return says(causes, "no subject alternative") || says(causes, "no name matching") ? OTHER_HOST : CERTIFICATE;
    }

    /** What the other side said before it ended the connection (RFC 8446, 6.2; RFC 5246, 7.2). */
    private static TlsFailure ofAlert(List<Throwable> causes) {
        if (says(causes, "alert: certificate_")
                || says(causes, "alert: bad_certificate")
                || says(causes, "alert: unsupported_certificate")
                || says(causes, "alert: unknown_ca")) {
            return CLIENT_CERTIFICATE;
        }
        return says(causes, "alert: protocol_version") || says(causes, "no appropriate protocol")
                ? NO_COMMON_VERSION
                : OTHER;
    }

    private static boolean is(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static boolean says(List<Throwable> causes, String words) {
        return causes.stream()
                .filter(cause -> cause.getMessage() != null)
                .anyMatch(cause -> cause.getMessage().toLowerCase(Locale.ROOT).contains(words));
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (var cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
