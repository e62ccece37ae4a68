package gov.va.vro.bie.persister.config;

import gov.va.vro.bie.persister.tls.TlsContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Reads settings into types and gathers what is wrong with them instead of stopping at the first. A wrong one yields a
 * stand-in, which {@link #refuseIfWrong} keeps from ever being used.
 */
final class Settings {

    private final Environment environment;
    private final Set<String> problems = new LinkedHashSet<>();

    Settings(Map<String, String> variables) {
        environment = new Environment(variables);
    }

    BrokerConfig broker() {
        var certificateLogin = read(Setting.RABBITMQ_MECHANISM, Values::isExternal, false);
        var tls = tls(certificateLogin);
        return new BrokerConfig(
                read(Setting.RABBITMQ_ADDRESSES, Values::addresses, List.of()),
                certificateLogin ? textIfSet(Setting.RABBITMQ_USERNAME) : text(Setting.RABBITMQ_USERNAME),
                certificateLogin ? textIfSet(Setting.RABBITMQ_PASSWORD) : text(Setting.RABBITMQ_PASSWORD),
                text(Setting.RABBITMQ_VIRTUAL_HOST),
                tls,
                certificateLogin);
    }

    private Optional<SSLContext> tls(boolean certificateLogin) {
        var on = read(Setting.RABBITMQ_TLS, Values::flag, false);
        var authorities = readIfSet(Setting.RABBITMQ_TLS_CA, TlsContext::certificates);
        var before = problems.size();
        var certificates = readIfSet(Setting.RABBITMQ_TLS_CERTIFICATE, TlsContext::certificates);
        var key = readIfSet(Setting.RABBITMQ_TLS_KEY, text -> text);
        var isIdentityReadable = problems.size() == before;
        if (!on && Stream.of(authorities, certificates, key).anyMatch(Optional::isPresent)) {
            problems.add("RABBITMQ_TLS is false though others of RABBITMQ_TLS_ are set: write true, or remove them");
        }
        if (!isIdentityReadable) {
            return Optional.empty();
        }
        if (certificates.isPresent() != key.isPresent()) {
            problems.add("RABBITMQ_TLS_CERTIFICATE and RABBITMQ_TLS_KEY go together: set both or none");
            return Optional.empty();
        }
        if (certificateLogin && certificates.isEmpty()) {
            problems.add("RABBITMQ_MECHANISM is EXTERNAL, which takes a client certificate: set"
                    + " RABBITMQ_TLS_CERTIFICATE and RABBITMQ_TLS_KEY");
        }
        var identity = certificates.map(chain -> new TlsContext.Identity(chain, key.get()));
        return on
                ? read(
                        Setting.RABBITMQ_TLS_KEY,
                        () -> Optional.of(TlsContext.of(authorities, identity)),
                        Optional.empty())
                : Optional.empty();
    }

    DatabaseConfig database() {
        return new DatabaseConfig(
                read(Setting.POSTGRES_URL, Values::url, ""),
                text(Setting.POSTGRES_USER),
                text(Setting.POSTGRES_PASSWORD),
                read(Setting.POSTGRES_SCHEMA, Values::schema, ""));
    }

    Optional<ManagementConfig> management(BrokerConfig broker) {
        var address = readIfSet(Setting.RABBITMQ_MANAGEMENT_URL, Values::webAddress);
        var hasNoPassword = broker.username().isEmpty() || broker.password().isEmpty();
        if (address.isPresent() && broker.certificateLogin() && hasNoPassword) {
            problems.add("RABBITMQ_MANAGEMENT_URL is set, which takes no client certificate for a login: set"
                    + " RABBITMQ_USERNAME and RABBITMQ_PASSWORD too");
        }
        return address.map(url ->
                new ManagementConfig(url, broker.username(), broker.password(), broker.virtualHost(), broker.tls()));
    }

    boolean migrate() {
        return read(Setting.PERSISTER_MIGRATE, Values::flag, false);
    }

    BatchConfig batch() {
        return new BatchConfig(
                read(Setting.PERSISTER_BATCH_SIZE, text -> Values.number(text, 1, 5_000), 1),
                read(Setting.PERSISTER_BATCH_WAIT, Values::duration, Duration.ZERO));
    }

    HostPort http() {
        return read(Setting.PERSISTER_HTTP, text -> Values.address(text, 0), new HostPort("", 0));
    }

    Optional<HostPort> agent() {
        var port = read(Setting.DD_DOGSTATSD_PORT, text -> Values.number(text, 1, 65_535), 1);
        return readIfSet(Setting.DD_AGENT_HOST, Values::host).map(host -> new HostPort(host, port));
    }

    void refuseIfWrong() throws ConfigurationException {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(List.copyOf(problems));
        }
    }

    private String text(Setting setting) {
        return read(setting, text -> text, "");
    }

    private String textIfSet(Setting setting) {
        return readIfSet(setting, text -> text).orElse("");
    }

    private <T> T read(Setting setting, Reading<T> reading, T standIn) {
        return read(setting, () -> reading.of(environment.text(setting)), standIn);
    }

    private <T> Optional<T> readIfSet(Setting setting, Reading<T> reading) {
        return read(setting, () -> environment.find(setting).map(reading::of), Optional.empty());
    }

    private <T> T read(Setting setting, Attempt<T> attempt, T standIn) {
        try {
            return attempt.get();
        } catch (WrongSettingException e) {
            problems.add(e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add(setting.name() + " is wrong: " + e.getMessage() + "; write " + setting.expected());
        }
        return standIn;
    }

    private interface Reading<T> {
        T of(String text);
    }

    private interface Attempt<T> {
        T get() throws WrongSettingException;
    }
}
