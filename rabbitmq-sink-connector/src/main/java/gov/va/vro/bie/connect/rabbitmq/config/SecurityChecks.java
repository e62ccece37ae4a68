package gov.va.vro.bie.connect.rabbitmq.config;

import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.PASSWORD;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.PREFIX;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SASL_MECHANISM;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.SECURITY_PROTOCOL;
import static gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef.USERNAME;

import gov.va.vro.bie.connect.rabbitmq.tls.KeyMaterialException;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsContext;
import gov.va.vro.bie.connect.rabbitmq.tls.TlsSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What only shows in the settings of security together, the files that they name included: each worker has its own, so
 * they are looked at on each. Nothing is said while one of these settings is wrong by itself.
 */
final class SecurityChecks {

    private static final String SSL = PREFIX + "ssl.";

    private final Map<String, String> raw;
    private final Map<String, ?> parsed;
    private final Set<String> wrong;
    private final Map<String, String> findings = new LinkedHashMap<>();

    private SecurityChecks(Map<String, String> raw, Map<String, ?> parsed, Set<String> wrong) {
        this.raw = raw;
        this.parsed = parsed;
        this.wrong = wrong;
    }

    /** A sentence for each setting to change; the parameters are those of {@link CrossChecks}. */
    static Map<String, String> of(Map<String, String> raw, Map<String, ?> parsed, Set<String> wrong) {
        var checks = new SecurityChecks(raw, parsed, wrong);
        if (wrong.stream().noneMatch(SecurityChecks::isOfSecurity)) {
            var security = SecuritySettings.of(parsed);
            checks.protocolIsChosen(security);
            checks.loginIsComplete(security);
            checks.keysAreReadable(security);
        }
        return checks.findings;
    }

    private static boolean isOfSecurity(String name) {
        return name.startsWith(SSL) || name.equals(SECURITY_PROTOCOL) || name.equals(SASL_MECHANISM);
    }

    /** Certificates without the protocol that uses them: the password would go over the wire in the clear. */
    private void protocolIsChosen(SecuritySettings security) {
        if (security.usesTls() || raw.containsKey(SECURITY_PROTOCOL)) {
            return;
        }
        raw.keySet().stream()
                .filter(name -> name.startsWith(SSL))
                .sorted()
                .findFirst()
                .ifPresent(name -> findings.put(
                        SECURITY_PROTOCOL,
                        "it is left out, so " + name + " would not be used: set SSL, or write PLAINTEXT"));
    }

    private void loginIsComplete(SecuritySettings security) {
        if (security.mechanism() == SaslMechanism.PLAIN) {
            require(USERNAME);
            require(PASSWORD);
        } else if (!security.usesTls()) {
            findings.put(SASL_MECHANISM, "EXTERNAL takes a client certificate: set " + SECURITY_PROTOCOL + "=SSL");
        } else if (!security.tls().keystore().isPresent()) {
            findings.put(
                    PREFIX + TlsSettings.KEYSTORE_LOCATION,
                    "it is required with " + SASL_MECHANISM + "=EXTERNAL, which logs in with the client certificate");
        }
    }

    private void require(String name) {
        if (parsed.get(name) == null && !wrong.contains(name)) {
            findings.put(name, "it is required with " + SASL_MECHANISM + "=PLAIN");
        }
    }

    private void keysAreReadable(SecuritySettings security) {
        if (security.usesTls()) {
            try {
                TlsContext.of(security.tls());
            } catch (KeyMaterialException unusable) {
                findings.putIfAbsent(PREFIX + unusable.setting(), unusable.getMessage());
            }
        }
    }
}
