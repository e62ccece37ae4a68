package gov.va.vro.bie.localstack;

import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** The passwords of one stack: drawn once, kept in a file that only its owner may read. */
public final class Secrets {

    private static final List<String> NAMES = List.of(
            "rabbitmq",
            "rabbitmq-connect",
            "rabbitmq-persister",
            "postgresql",
            "postgresql-persister",
            "postgresql-ledger",
            "postgresql-superuser");

    private final Properties passwords = new Properties();

    private Secrets() {}

    static Secrets of(Path file) {
        var secrets = new Secrets();
        try {
            if (Files.exists(file)) {
                try (var in = Files.newBufferedReader(file)) {
                    secrets.passwords.load(in);
                }
            }
            // A stack of an earlier version may lack some.
            if (secrets.drawTheMissing()) {
                PrivateFiles.write(file, secrets.text());
            }
            return secrets;
        } catch (IOException e) {
            throw new StackException("cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The password of the user {@code bie} in RabbitMQ. */
    public String rabbitMq() {
        return passwords.getProperty("rabbitmq");
    }

    /** The password of the user {@code bie_connect} in RabbitMQ. */
    public String rabbitMqConnect() {
        return passwords.getProperty("rabbitmq-connect");
    }

    /** The password of the user {@code bie_persister} in RabbitMQ. */
    public String rabbitMqPersister() {
        return passwords.getProperty("rabbitmq-persister");
    }

    /** The password of the role {@code bie} in PostgreSQL. */
    public String postgreSql() {
        return passwords.getProperty("postgresql");
    }

    /** The password of the role {@code bie_persister}. */
    public String postgreSqlPersister() {
        return passwords.getProperty("postgresql-persister");
    }

    /** The password of the role {@code bie_ledger}. */
    public String postgreSqlLedger() {
        return passwords.getProperty("postgresql-ledger");
    }

    /** The password of the role {@code postgres}. */
    public String postgreSqlSuperuser() {
        return passwords.getProperty("postgresql-superuser");
    }

    private boolean drawTheMissing() {
        var missing =
                NAMES.stream().filter(name -> !passwords.containsKey(name)).toList();
        missing.forEach(this::draw);
        return !missing.isEmpty();
    }

    private void draw(String name) {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        passwords.setProperty(name, HexFormat.of().formatHex(bytes));
    }

    private String text() {
        var text = new StringBuilder();
        passwords.forEach((name, password) ->
                text.append(name).append('=').append(password).append('\n'));
        return text.toString();
    }
}
