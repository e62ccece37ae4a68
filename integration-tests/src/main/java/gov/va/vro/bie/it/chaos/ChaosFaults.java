package gov.va.vro.bie.it.chaos;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faults.Fault;
import gov.va.vro.bie.it.line.TcpProxy;
import gov.va.vro.bie.it.line.TcpProxy.Direction;
import gov.va.vro.bie.localstack.Part;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes of each planned fault one that can be begun and undone. */
final class ChaosFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FEW_BYTES = 4;

    private final ChaosGround ground;

    ChaosFaults(ChaosGround ground) {
        this.ground = ground;
    }

    Fault of(Blow blow) {
        return switch (blow.kind()) {
            case KAFKA_KILLED -> killed(Part.KAFKA);
            case KAFKA_STOPPED -> stopped(Part.KAFKA);
            case KAFKA_HUNG -> hung(Part.KAFKA);
            case WORKER_KILLED -> {
                var worker = 1 + blow.choice() % ground.workers();
                yield Fault.of(
                        () -> ground.stack().workers().kill(worker),
                        () -> ground.stack().workers().start(worker));
            }
            case WORKER_STOPPED -> {
                var worker = 1 + blow.choice() % ground.workers();
                yield Fault.of(
                        () -> ground.stack().workers().stop(worker),
                        () -> ground.stack().workers().start(worker));
            }
            case OFFSETS_BACK -> offsetsBack(blow.strength());
            case RABBITMQ_KILLED -> killed(Part.RABBITMQ);
            case RABBITMQ_HUNG -> hung(Part.RABBITMQ);
            case POSTGRESQL_KILLED -> killed(Part.POSTGRESQL);
            case POSTGRESQL_STOPPED -> stopped(Part.POSTGRESQL);
            case BACKEND_KILLED -> Fault.twice(this::killBackend);
            case BACKENDS_TERMINATED -> Fault.twice(this::terminateBackends);
            case TABLES_LOCKED -> new TableLock(ground.tables(), blow.choice());
            case PERSISTER_KILLED -> persistersEnd(List.of(persister(blow)), Persister::kill);
            case PERSISTERS_KILLED -> persistersEnd(ground.persisters(), Persister::kill);
            case PERSISTER_STOPPED -> persistersEnd(List.of(persister(blow)), Persister::stop);
            case PERSISTER_HUNG -> {
                var persister = persister(blow);
                yield Fault.of(persister::freeze, persister::thaw);
            }
            case DATABASE_LINE_CUT -> Fault.twice(ground.lines().database()::cut);
            case DATABASE_LINE_REFUSED ->
                line(ground.lines().database(), ground.lines().database()::refuse);
            case STATEMENTS_SWALLOWED -> swallowed(ground.lines().database(), Direction.TO_SERVER, blow.strength());
            case ANSWERS_SWALLOWED -> swallowed(ground.lines().database(), Direction.TO_CLIENT, blow.strength());
            case BROKER_LINE_CUT -> Fault.twice(ground.lines().broker()::cut);
            case ACKNOWLEDGEMENTS_SWALLOWED ->
                swallowed(ground.lines().broker(), Direction.TO_SERVER, blow.strength() % FEW_BYTES);
        };
    }

    private Fault killed(Part part) {
        return Fault.of(() -> ground.stack().kill(part), () -> ground.stack().start(part));
    }

    private Fault stopped(Part part) {
        return Fault.of(() -> ground.stack().stop(part), () -> ground.stack().start(part));
    }

    private Fault hung(Part part) {
        return Fault.of(() -> ground.stack().freeze(part), () -> ground.stack().thaw(part));
    }

    private Fault persistersEnd(List<Persister> ended, Consumer<Persister> end) {
        return Fault.of(() -> ended.forEach(end), () -> {
            for (var persister : ended) {
                persister.launch();
            }
        });
    }

    private static Fault line(TcpProxy line, Fault.Step step) {
        return Fault.of(step, line::heal);
    }

    private static Fault swallowed(TcpProxy line, Direction direction, long afterBytes) {
        return line(line, () -> line.swallow(direction, afterBytes));
    }

    /** So many records less in each partition, or from the beginning. */
    private Fault offsetsBack(int records) {
        return Fault.of(
                () -> {
                    ground.connect().stop(ChaosGround.CONNECTOR);
                    var back = ground.kafka().committed(ChaosGround.GROUP).entrySet().stream()
                            .collect(toMap(Map.Entry::getKey, entry -> Math.max(0, entry.getValue() - records)));
                    if (!back.isEmpty()) {
                        ground.connect().alterOffsets(ChaosGround.CONNECTOR, back);
                    }
                },
                () -> ground.connect().resume(ChaosGround.CONNECTOR));
    }

    /** SIGKILL to one of the processes that serve the persisters; PostgreSQL then ends all others, and recovers. */
    private void killBackend() throws SQLException {
        onceItAnswers(statement -> {
            try (var result = statement.executeQuery(
                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'persister' ORDER BY state, pid")) {
                if (result.next()) {
                    ProcessHandle.of(result.getLong(1)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        });
    }

    private void terminateBackends() throws SQLException {
        onceItAnswers(statement -> statement.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity" + " WHERE application_name = 'persister'"));
    }

    /** The fault's first half may have left the database recovering. */
    private void onceItAnswers(Asking asking) throws SQLException {
        var connected = await("the database")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(ground.superuser()::connect, connection -> true);
        try (connected;
                var statement = connected.createStatement()) {
            asking.ask(statement);
        }
    }

    /** What is done with a statement. */
    private interface Asking {
        void ask(Statement statement) throws SQLException;
    }

    private Persister persister(Blow blow) {
        return ground.persisters().get(blow.choice() % ground.persisters().size());
    }
}
