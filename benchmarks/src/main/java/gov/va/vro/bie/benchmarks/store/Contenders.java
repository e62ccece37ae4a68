package gov.va.vro.bie.benchmarks.store;

import gov.va.vro.bie.benchmarks.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All that are measured side by side, the persister as it is shipped first. */
final class Contenders {

    /** The persister's default. */
    static final int DEFAULT_TRANSACTION = 250;

    private static final String UNNEST = "dialect.postgres.unnest.insert.enabled";
    private static final String REDUCTION = "use.reduction.buffer";

    private Contenders() {}

    /**
     * @param debezium the folder that holds Debezium's plugin
     * @param batch events a transaction of all but the first
     */
    static List<Contender> on(Server server, Path debezium, int batch) throws Exception {
        var unnest = Map.of(UNNEST, "true");
        return List.of(
                new PersisterStore(PersisterTables.make(server, "persister"), DEFAULT_TRANSACTION),
                new PersisterStore(PersisterTables.make(server, "persister_large"), batch),
                new PersisterStores(server, 2, batch),
                new ServerAlone(server),
                new CopyStore(server),
                new DebeziumSink(server, debezium, "unnest, primary key only", unnest, batch, false),
                new DebeziumSink(server, debezium, "unnest, same indexes", unnest, batch, true),
                new DebeziumSink(server, debezium, "batched statements, primary key only", Map.of(), batch, false),
                new DebeziumSink(
                        server,
                        debezium,
                        "reduction buffer, primary key only",
                        Map.of(REDUCTION, "true"),
                        batch,
                        false));
    }
}
