package gov.va.vro.bie.it;

import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.line.PersisterLines;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Persisters of a test's own in the place of the pipeline's, on lines that can be made bad; without TLS to the database,
 * so that a line can be told at which word to go deaf. The pipeline's starts again for the next test that deploys it.
 */
final class OwnPersisters implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final PersisterLines lines;
    private final List<Persister> all;

    private OwnPersisters(PersisterLines lines, List<Persister> all) {
        this.lines = lines;
        this.all = all;
    }

    /** Returns when they are ready. */
    static OwnPersisters start(Pipeline pipeline, String name, int count) throws Exception {
        return start(pipeline, name, count, Map.of());
    }

    /** The same, with more variables of the environment. */
    static OwnPersisters start(Pipeline pipeline, String name, int count, Map<String, String> more) throws Exception {
        pipeline.persister().stop();
        pipeline.deployConnector();
        var lines = PersisterLines.open(pipeline.stack().persisterEnvironment());
        var environment = new HashMap<>(lines.environment());
        environment.computeIfPresent("POSTGRES_URL", (variable, url) -> url + "?sslmode=disable");
        environment.putAll(more);
        var all = IntStream.rangeClosed(1, count)
                .mapToObj(number -> Persister.onFreePort(
                        name + "-" + number, pipeline.persisterJar(), pipeline.directory(), environment))
                .toList();
        var own = new OwnPersisters(lines, all);
        for (var persister : all) {
            persister.launch();
        }
        own.awaitReady();
        return own;
    }

    PersisterLines lines() {
        return lines;
    }

    List<Persister> all() {
        return all;
    }

    Persister first() {
        return all.get(0);
    }

    void awaitReady() {
        for (var persister : all) {
            await(persister.name() + " to be ready").atMost(PATIENCE).until(persister::isReady);
        }
    }

    /** Returns when the first says that it is not ready, with this among its reasons. */
    void awaitNotReady(String... reasons) {
        for (var reason : reasons) {
            await(first().name() + " not to be ready: " + reason)
                    .atMost(PATIENCE)
                    .until(() -> first().notReady().contains(reason));
        }
    }

    @Override
    public void close() throws IOException {
        all.forEach(Persister::stop);
        lines.close();
    }
}
