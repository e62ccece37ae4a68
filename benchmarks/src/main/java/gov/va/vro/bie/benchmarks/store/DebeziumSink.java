package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.IdleContext;
import gov.va.vro.bie.benchmarks.Server;
import gov.va.vro.bie.persister.event.BieEvent;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * The rival: Debezium's JDBC sink task, called as a Connect worker would call it, upserting rows of the columns of
 * {@code bie_event} into one table.
 */
final class DebeziumSink implements Contender {

    static final String NAME = "Debezium";

    private static final String SCHEMA = "rival";
    private static final String TABLE = "event";
    /** The driver's fastest settings: as a batch one statement of many rows, each prepared at its first use. */
    private static final String DRIVER = "stringtype=unspecified&reWriteBatchedInserts=true&prepareThreshold=1";

    private final Server server;
    private final String name;
    private final String table;
    private final DebeziumRows rows;
    private final URLClassLoader plugin;
    private final SinkTask task;
    private List<SinkRecord> records = List.of();
    private int next;

    /**
     * @param plugins the folder that holds the plugin's own folder
     * @param mode the settings in which it differs from others of its kind
     * @param indexes whether the table has the indexes of {@code bie_event}, or its primary key alone
     */
    DebeziumSink(Server server, Path plugins, String variant, Map<String, String> mode, int batch, boolean indexes)
            throws SQLException, IOException, ReflectiveOperationException {
        this.server = server;
        name = NAME + ", " + variant;
        var number = Integer.toHexString(name.hashCode());
        table = TABLE + "_" + number;
        rows = new DebeziumRows(table);
        makeTable(indexes);
        plugin = new URLClassLoader("debezium", jars(plugins), DebeziumSink.class.getClassLoader());
        task = (SinkTask) plugin.loadClass("io.debezium.connector.jdbc.JdbcSinkConnectorTask")
                .getConstructor()
                .newInstance();
        task.initialize(new IdleContext());
        asTheWorker(() -> task.start(settings(mode, batch)));
    }

    @Override
    public String name() {
        return name;
    }

    /** The worker makes the records; that is not the sink's work. */
    @Override
    public void prepare(List<BieEvent> workload) {
        records = workload.stream().map(rows::of).toList();
    }

    @Override
    public void clear() throws SQLException {
        server.execute("TRUNCATE " + SCHEMA + "." + table);
        next = 0;
    }

    @Override
    public void store(List<BieEvent> batch) {
        var delivered = records.subList(next, next + batch.size());
        asTheWorker(() -> task.put(delivered));
        next += batch.size();
    }

    @Override
    public long rows() throws SQLException {
        return server.count(SCHEMA + "." + table);
    }

    @Override
    public void close() throws IOException {
        asTheWorker(task::stop);
        plugin.close();
    }

    /** A plugin looks for its classes through the thread that calls it. */
    private void asTheWorker(Runnable call) {
        var thread = Thread.currentThread();
        var own = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin);
        try {
            call.run();
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private void makeTable(boolean indexes) throws SQLException {
        server.execute("""
                CREATE SCHEMA IF NOT EXISTS %1$s;
                CREATE TABLE %1$s.%2$s (uuid uuid PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now(),
                    notified_at timestamptz, event_type text NOT NULL, event_details jsonb NOT NULL,
                    event_at timestamptz, benefit_claim_id bigint NOT NULL, contention_id bigint NOT NULL,
                    classification text, source_topic text, source_partition integer, source_offset bigint,
                    source_timestamp timestamptz)
                """.formatted(SCHEMA, table));
        if (indexes) {
            for (var column : List.of("event_type", "benefit_claim_id", "contention_id", "classification")) {
                server.execute("CREATE INDEX ON " + SCHEMA + "." + table + " (" + column + ")");
            }
        }
    }

    private Map<String, String> settings(Map<String, String> mode, int batch) {
        var settings = new HashMap<String, String>();
        settings.put("name", table);
        settings.put("task.id", "0");
        settings.put("topics", table);
        settings.put("connection.url", server.url() + "?" + DRIVER);
        settings.put("connection.username", "postgres");
        settings.put("connection.password", "postgres");
        settings.put("insert.mode", "upsert");
        settings.put("primary.key.mode", "record_key");
        settings.put("primary.key.fields", "uuid");
        settings.put("schema.evolution", "none");
        settings.put("collection.name.format", SCHEMA + "." + table);
        settings.put("batch.size", Integer.toString(batch));
        settings.putAll(mode);
        return settings;
    }

    private static URL[] jars(Path plugins) throws IOException {
        try (var files = Files.walk(plugins)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(DebeziumSink::url)
                    .toArray(URL[]::new);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL for " + file, e);
        }
    }
}
