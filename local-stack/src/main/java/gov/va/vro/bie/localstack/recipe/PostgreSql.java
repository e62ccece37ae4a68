package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Port;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL on TCP and loopback only, with the database {@code bie}, a role of that name, which owns it, and roles for
 * the persister and the ledger, which may do no more than they must. It answers once the persister's migrations have
 * run, as the owner.
 */
public final class PostgreSql implements Recipe {

    static final String DATABASE = "bie";

    private final Site site;
    private final Path home;
    private final PostgreSqlAccount account;
    private boolean migrated;

    public PostgreSql(Site site) {
        this.site = site;
        this.home = PrivateFiles.directory(site.directory().resolve("postgresql"));
        this.account = PostgreSqlAccount.forData(home);
    }

    /** Deletes what a stack in {@code directory} keeps outside of it. */
    public static void deleteDataElsewhere(Path directory) throws IOException {
        var shelter = PostgreSqlAccount.knownShelter(directory.resolve("postgresql"));
        if (shelter.isPresent()) {
            FileTrees.delete(shelter.get());
        }
    }

    @Override
    public Part part() {
        return Part.POSTGRESQL;
    }

    @Override
    public ChildSpec prepare() throws IOException {
        var binaries = new PostgreSqlBinaries(site.environment())
                .unpack(site.distribution().postgreSql());
        var program = account.program(binaries);
        var data = account.data();
        if (Files.notExists(data.resolve("PG_VERSION"))) {
            format(program, data);
        }
        var command = new ArrayList<>(command(
                program.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + site.ports().get(Port.POSTGRESQL),
                "-c",
                "unix_socket_directories=",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC"));
        if (site.endpoints().hasTls()) {
            command.addAll(tls());
        }
        return ChildSpec.of(part().id(), home, command).withStopSignal("INT");
    }

    /** With RabbitMQ's key and certificate, which are for this address. */
    private List<String> tls() throws IOException {
        var keys = new TlsKeys(
                Path.of(site.endpoints().tlsDirectory()), site.secrets().rabbitMq());
        keys.make();
        var certificate = account.secret("server.pem", Files.readString(keys.serverCertificate()));
        var key = account.secret("server-key.pem", Files.readString(keys.serverKey()));
        return List.of("-c", "ssl=on", "-c", "ssl_cert_file=" + certificate, "-c", "ssl_key_file=" + key);
    }

    @Override
    public void probe() throws Exception {
        try (var superuser = DriverManager.getConnection(
                "jdbc:postgresql://" + site.ports().address(Port.POSTGRESQL) + "/postgres",
                "postgres",
                site.secrets().postgreSqlSuperuser())) {
            createWhatIsMissing(superuser);
        }
        if (!migrated) {
            migrate();
            migrated = true;
        }
        Probes.ask(Part.POSTGRESQL, site.endpoints());
    }

    private void format(Path program, Path data) throws IOException {
        var password = account.secret("superuser.password", site.secrets().postgreSqlSuperuser());
        try {
            site.tether()
                    .run(ChildSpec.of(
                            "postgresql-format",
                            home,
                            command(
                                    program.resolve("bin/initdb").toString(),
                                    "--pgdata=" + data,
                                    "--username=postgres",
                                    "--pwfile=" + password,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale=C",
                                    "--no-sync")));
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private void createWhatIsMissing(Connection superuser) throws SQLException {
        createRole(superuser, Endpoints.OWNER, site.secrets().postgreSql());
        createRole(superuser, Endpoints.PERSISTER, site.secrets().postgreSqlPersister());
        createRole(superuser, Endpoints.LEDGER, site.secrets().postgreSqlLedger());
        if (!exists(superuser, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            execute(superuser, "CREATE DATABASE " + DATABASE + " OWNER " + Endpoints.OWNER);
        }
    }

    private static void createRole(Connection superuser, String name, String password) throws SQLException {
        if (!exists(superuser, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")) {
            execute(superuser, "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
        }
    }

    private void migrate() {
        var command = List.of(
                site.java(),
                "-Xmx128m",
                "-jar",
                site.distribution().persister().toString(),
                "migrate",
                "--persister-role=" + Endpoints.PERSISTER,
                "--ledger-role=" + Endpoints.LEDGER);
        site.tether()
                .run(ChildSpec.of("migrate", home, command)
                        .withEnvironment(site.endpoints().ownerEnvironment()));
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private List<String> command(String... words) {
        var command = new ArrayList<>(account.prefix());
        command.addAll(List.of(words));
        return command;
    }
}
