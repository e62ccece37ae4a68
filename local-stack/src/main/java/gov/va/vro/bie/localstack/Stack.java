package gov.va.vro.bie.localstack;

import gov.va.vro.bie.localstack.process.Leftovers;
import gov.va.vro.bie.localstack.process.Tether;
import gov.va.vro.bie.localstack.recipe.Connect;
import gov.va.vro.bie.localstack.recipe.Kafka;
import gov.va.vro.bie.localstack.recipe.PostgreSql;
import gov.va.vro.bie.localstack.recipe.RabbitMq;
import gov.va.vro.bie.localstack.recipe.SchemaRegistry;
import gov.va.vro.bie.localstack.recipe.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The five parts, running as processes of this one: they end when it does, whatever ends it.
 *
 * <p>Everything a stack writes is in its directory, data and logs among it; a stack started there again finds its data.
 * While it is up, {@code endpoints.json} there says where it answers. Methods may be called from any thread; two calls
 * about one part are the caller's to keep apart.
 */
public final class Stack implements AutoCloseable {

    private final DirectoryLock lock;
    private final Path directory;
    private final Endpoints endpoints;
    private final Map<Part, RunningPart> parts;
    private final Workers workers;
    private final RabbitMqCluster cluster;

    private Stack(DirectoryLock lock, Site site, Map<Part, RunningPart> parts) {
        this.lock = lock;
        this.directory = site.directory();
        this.endpoints = site.endpoints();
        this.parts = parts;
        this.workers = new Workers(parts.get(Part.CONNECT), site);
        this.cluster = new RabbitMqCluster(site);
    }

    /**
     * Starts all five parts and returns when each answers.
     *
     * @throws StackException when one does not; then nothing is left running, and the message says which part, why, and
     *     where its log is
     */
    public static Stack start(StackOptions options, Progress progress) {
        var lock = DirectoryLock.tryAcquire(options.directory())
                .orElseThrow(() -> new StackException("a stack is running in " + options.directory() + " already"));
        try {
            Leftovers.end(runFiles(options.directory()), Duration.ZERO);
            return startTwiceAtMost(options, progress, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A port that was free when it was chosen may be another's by the time that a part wants it. */
    private static Stack startTwiceAtMost(StackOptions options, Progress progress, DirectoryLock lock) {
        var memory = options.directory().resolve("ports.properties");
        var foreign = ForeignEndpoints.of(options.environment());
        var needless = needlessPorts(foreign, options);
        var ports = Ports.choose(memory, options.environment(), needless);
        try {
            return startOn(ports, foreign, options, progress, lock);
        } catch (StackException e) {
            if (!ports.isOneTaken(options.environment())) {
                throw e;
            }
            progress.detail("A port was taken in the meantime: starting again on others");
            var others = Ports.choose(memory, options.environment(), needless);
            return startOn(others, foreign, options, progress, lock);
        }
    }

    private static Set<Port> needlessPorts(ForeignEndpoints foreign, StackOptions options) {
        if (options.tls() && foreign.has(Part.RABBITMQ)) {
            throw new StackException("TLS is to be had with the stack's own RabbitMQ only, not with the one of "
                    + ForeignEndpoints.variable(Part.RABBITMQ));
        }
        var needless = EnumSet.noneOf(Port.class);
        needless.addAll(foreign.needlessPorts());
        if (!options.tls()) {
            needless.add(Port.AMQP_TLS);
        }
        return needless;
    }

    private static Stack startOn(
            Ports ports, ForeignEndpoints foreign, StackOptions options, Progress progress, DirectoryLock lock) {
        var directory = options.directory();
        var secrets = Secrets.of(directory.resolve("secrets.properties"));
        var endpoints = Endpoints.of(ports, secrets, foreign, directory.resolve("tls"));
        var tether = new Tether(directory.resolve("logs"), runFiles(directory));
        var distribution = new Distribution(options.distribution());
        var site =
                new Site(directory, options.environment(), distribution, ports, secrets, endpoints, tether, progress);
        var parts = new EnumMap<Part, RunningPart>(Part.class);
        for (var recipe : List.of(
                new Kafka(site),
                new SchemaRegistry(site),
                new RabbitMq(site),
                new PostgreSql(site),
                Connect.first(site))) {
            parts.put(
                    recipe.part(),
                    foreign.has(recipe.part())
                            ? new ForeignPart(recipe.part(), endpoints, progress)
                            : new OwnPart(recipe, tether, progress));
        }
        new StartUp(parts).run();
        var stack = new Stack(lock, site, parts);
        stack.writeEndpoints();
        return stack;
    }

    /** Where it answers. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** The variables with which the persister reaches RabbitMQ and PostgreSQL. */
    public Map<String, String> persisterEnvironment() {
        return endpoints.persisterEnvironment();
    }

    /** Ends the part with SIGKILL, all of its processes; refused for one that is not the stack's own. */
    public void kill(Part part) {
        parts.get(part).kill();
    }

    /** Ends the part in good order; refused for one that is not the stack's own. */
    public void stop(Part part) {
        parts.get(part).stop();
    }

    /** Starts a part that was stopped or killed, on the same ports and data, and returns when it answers. */
    public void start(Part part) {
        parts.get(part).start();
    }

    /** SIGSTOP to the part, all of its processes: it is there, and answers nothing, until {@link #thaw}. */
    public void freeze(Part part) {
        parts.get(part).freeze();
    }

    /** SIGCONT to a part that was frozen. */
    public void thaw(Part part) {
        parts.get(part).thaw();
    }

    /** The Connect workers, of which one runs until more are started. */
    public Workers workers() {
        return workers;
    }

    /** A RabbitMQ cluster beside the stack's RabbitMQ, which runs when it is started. */
    public RabbitMqCluster rabbitMqCluster() {
        return cluster;
    }

    /** {@link #stop} and {@link #start(Part)}. */
    public void restart(Part part) {
        stop(part);
        start(part);
    }

    /** The directory of the parts' logs. */
    public Path logs() {
        return directory.resolve("logs");
    }

    /** Ends everything in good order, within half a minute; the data stays. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(endpointsFile(directory));
            workers.close();
            cluster.close();
            StartUp.end(parts);
        } catch (IOException e) {
            throw new StackException("cannot delete " + endpointsFile(directory) + ": " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    private void writeEndpoints() {
        try {
            endpoints.write(endpointsFile(directory));
        } catch (IOException e) {
            StartUp.end(parts);
            throw new StackException("cannot write " + endpointsFile(directory) + ": " + e.getMessage(), e);
        }
    }

    /** Where a stack in {@code directory} says how it is reached. */
    public static Path endpointsFile(Path directory) {
        return directory.resolve("endpoints.json");
    }

    /** Where it notes what it runs. */
    public static Path runFiles(Path directory) {
        return directory.resolve("run");
    }
}
