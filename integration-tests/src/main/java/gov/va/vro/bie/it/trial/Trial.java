package gov.va.vro.bie.it.trial;

import gov.va.vro.bie.it.check.Checker;
import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.it.line.TcpProxy;
import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connector under load, on a line that can be made bad, and independent subscribers that receive what it publishes.
 *
 * <p>The five events lie in topics of their own prefix, and go to exchanges of their own prefix; so trials on one stack
 * do not meet. Owned by one thread, but for the load's.
 */
public final class Trial implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final TrialPlan plan;
    private final TcpProxy line;
    private final RabbitMq broker;
    private final ConnectRest connect;
    private final Checker checker = new Checker();
    private final List<Destination> destinations;
    private final SteadyLoad load;
    private final Settling settling;

    private Trial(TrialPlan plan, Endpoints endpoints, List<String> queueTypes, TcpProxy line) throws Exception {
        this.plan = plan;
        this.line = line;
        this.broker = new RabbitMq(endpoints.amqp());
        this.connect = new ConnectRest(endpoints.connect());
        this.destinations = Arrays.stream(EventKind.values())
                .map(kind -> new Destination(
                        kind.topic(plan.topicPrefix()), plan.exchangePrefix() + kind.eventType(), queueTypes))
                .toList();
        var schemaIds =
                EventPublisher.registerSchemas(new SchemaRegistry(endpoints.schemaRegistry()), plan.topicPrefix());
        EventTopics.create(endpoints.kafka(), plan.topicPrefix(), PARTITIONS);
        this.load = new SteadyLoad(
                endpoints.kafka(),
                plan.perSecond(),
                new CheckedEvents(plan.topicPrefix(), schemaIds, plan.seed(), checker));
        this.settling = new Settling(endpoints.kafka(), plan, connect, line, broker, checker, destinations);
    }

    /** Makes the topics, the queues and the connector, and returns when its tasks run. The load rests. */
    public static Trial open(TrialPlan plan, Endpoints endpoints) throws Exception {
        return open(plan, endpoints, List.of("classic", "quorum"));
    }

    /** The same, with a queue of each of these types for each exchange. */
    public static Trial open(TrialPlan plan, Endpoints endpoints, List<String> queueTypes) throws Exception {
        var trial = new Trial(plan, endpoints, queueTypes, TcpProxy.to(endpoints.rabbitMqAddress()));
        trial.broker.onChannel(channel -> {
            for (var destination : trial.destinations) {
                destination.declare(channel);
            }
        });
        trial.destinations.forEach(
                destination -> destination.queues().forEach(queue -> trial.checker.expect(queue, destination.topic())));
        trial.connect.deploy(plan.connector(), trial.config());
        return trial;
    }

    /** The connector's configuration: what was planned, with the line's end as the broker's address. */
    public Map<String, String> config() {
        return plan.config(line.address(), destinations);
    }

    public TrialPlan plan() {
        return plan;
    }

    public String connector() {
        return plan.connector();
    }

    public List<Destination> destinations() {
        return destinations;
    }

    /** How many messages lie in a queue now. */
    public long messages(String queue) throws IOException, TimeoutException {
        var count = new AtomicLong();
        broker.onChannel(channel -> count.set(channel.messageCount(queue)));
        return count.get();
    }

    public TcpProxy line() {
        return line;
    }

    public RabbitMq broker() {
        return broker;
    }

    public ConnectRest connect() {
        return connect;
    }

    public SteadyLoad load() {
        return load;
    }

    public Checker checker() {
        return checker;
    }

    /**
     * Lets the load rest, and returns what became of everything so far, once it is delivered and committed and the
     * tasks run.
     *
     * @throws UnsettledException when that does not come about by itself, saying what is missing
     */
    public Verdict settle(Duration patience) throws InterruptedException {
        load.rest();
        return settling.await(patience);
    }

    /** Deletes the connector, and what it published to. */
    @Override
    public void close() throws IOException, TimeoutException {
        load.close();
        settling.close();
        connect.delete(plan.connector());
        broker.onChannel(channel -> {
            for (var destination : destinations) {
                destination.delete(channel);
            }
        });
        line.close();
    }

    /** Gives up the clients alone, when everything else is about to end. */
    public void abandon() throws IOException {
        load.close();
        settling.close();
        line.close();
    }
}
